package dev.towncrier.runner.subscriptions;

import dev.towncrier.runner.rest.ApiOption;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.rest.RestInterface;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes subscriptions along. */
@Command(
    name = "export",
    description = {
      "Write all subscriptions, secrets included, to a new file that only you can read, or to"
          + " standard output as NDJSON. Keep it where passwords are kept."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Mixin private ApiOption api = new ApiOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A file that is not there yet, called .ndjson, .jsonl or .csv.")
  private @Nullable Path file;

  @Option(names = "--application", description = "The application (default: demo).")
  private String application = "demo";

  @Option(names = "--json", description = "With FILE: print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (file == null) {
      download(FileForm.NDJSON, System.out, Transfer.toStandardOutput());
      if (System.out.checkError()) { // it keeps failures to itself
        throw new CommandFailure("Can't write to standard output.");
      }
      return 0;
    }
    write(file);
    if (json) {
      Output.json(Map.of("file", file.toString(), "bytes", Files.size(file)));
    } else {
      System.out.println("Wrote the subscriptions of " + application + " to " + file);
    }
    return 0;
  }

  /** Under another name until it is whole: a part of it must not pass for that. */
  private void write(Path whole) throws IOException {
    FileForm form = FileForm.of(whole);
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    if (Files.exists(whole)) {
      throw new CommandFailure(whole + " is there already. Choose another name, or move it away.");
    }
    try {
      Files.deleteIfExists(part);
      try (OutputStream target = OwnerOnly.newFile(part)) {
        download(form, target, Transfer.ofFile(0));
      }
      Files.move(part, whole);
    } catch (IOException e) {
      throw new CommandFailure("Can't write " + whole + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void download(FileForm form, OutputStream target, Transfer shown) {
    try (Transfer transfer = shown) {
      api.open()
          .download(
              RestInterface.path(application, "subscriptions/export"),
              form.type(),
              transfer.counted(target),
              "Not exported");
    }
  }
}
