package dev.towncrier.runner.subscriptions;

import dev.towncrier.runner.rest.ApiOption;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.rest.RestInterface;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
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
      download(FileForm.NDJSON, System.out);
      System.out.flush();
      return 0;
    }
    FileForm form = FileForm.of(file);
    try (OutputStream target = OwnerOnly.newFile(file)) {
      download(form, target);
    } catch (FileAlreadyExistsException _) {
      throw new CommandFailure(file + " is there already. Choose another name, or move it away.");
    } catch (IOException e) {
      throw new CommandFailure("Can't write " + file + ": " + e.getMessage(), e);
    } catch (CommandFailure e) {
      Files.deleteIfExists(file); // a part of it must not pass for the whole
      throw e;
    }
    if (json) {
      Output.json(Map.of("file", file.toString(), "bytes", Files.size(file)));
    } else {
      System.out.println("Wrote the subscriptions of " + application + " to " + file);
    }
    return 0;
  }

  private void download(FileForm form, OutputStream target) {
    try (Transfer transfer = Transfer.of(0)) {
      api.open()
          .download(
              RestInterface.path(application, "subscriptions/export"),
              form.type(),
              transfer.counted(target),
              "Not exported");
    }
  }
}
