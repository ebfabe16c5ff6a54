package dev.towncrier.runner.subscriptions;

import dev.towncrier.runner.rest.ApiOption;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.rest.RestInterface;
import dev.towncrier.runner.settings.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Brings in the subscriptions of another sender. */
@Command(
    name = "import",
    description = {
      "Store the subscriptions of a file, one a line; those that are known stay as they are. Exit"
          + " status 1 if a line was rejected; the others are stored all the same."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  @Mixin private ApiOption api = new ApiOption();

  @Parameters(paramLabel = "FILE", description = "A file called .ndjson, .jsonl or .csv.")
  private Path file = Path.of("");

  @Option(names = "--application", description = "The application (default: demo).")
  private String application = "demo";

  @Option(names = "--json", description = "Print the answer of the REST interface.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    FileForm form = FileForm.of(file);
    if (!Files.isReadable(file)) {
      throw new CommandFailure("There is no file " + file + " that can be read.");
    }
    JsonNode report;
    try (Transfer transfer = Transfer.ofFile(Files.size(file))) {
      report =
          api.open()
              .upload(
                  RestInterface.path(application, "subscriptions/import"),
                  form.type(),
                  () -> transfer.counted(open()),
                  "Not imported");
    }
    if (json) {
      Output.json(report);
    } else {
      print(report);
    }
    return report.path("rejected").asLong() == 0 ? 0 : 1;
  }

  private InputStream open() {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(JsonNode report) {
    System.out.println(
        report.path("read").asLong()
            + " read, "
            + report.path("added").asLong()
            + " added, "
            + report.path("known").asLong()
            + " known, "
            + report.path("rejected").asLong()
            + " rejected");
    for (JsonNode reject : report.path("rejects")) {
      System.err.println(
          "Line " + reject.path("line").asLong() + ": " + reject.path("reason").asString());
    }
  }
}
