package dev.towncrier.runner.subscriptions;

import dev.towncrier.runner.settings.CommandFailure;
import java.nio.file.Path;
import java.util.Locale;

/** The form of a file of subscriptions, by its name's ending. */
enum FileForm {
  NDJSON("application/x-ndjson"),
  CSV("text/csv");

  private final String type;

  FileForm(String type) {
    this.type = type;
  }

  /** The content type. */
  String type() {
    return type;
  }

  static FileForm of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return CSV;
    }
    if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
      return NDJSON;
    }
    throw new CommandFailure(
        "A file of subscriptions is called .ndjson, .jsonl or .csv, not " + file + ".");
  }
}
