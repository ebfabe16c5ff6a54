package dev.towncrier.runner.deadletters;

import dev.towncrier.runner.rest.Output;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Forgets dead letters. */
@Command(
    name = "drop",
    description = {
      "Forget dead letters, all that the options name, but for those that are being replayed. They"
          + " can't be replayed any more; what the notifications count stays. Prints how many."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class DropCommand implements Callable<Integer> {

  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(names = "--yes", description = "Drop every one, if no other option narrows.")
  private boolean yes;

  @Option(names = "--json", description = "Print the answer of the REST interface.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (filter.given().isEmpty() && !yes && spec != null) {
      throw new ParameterException(
          spec.commandLine(),
          "This drops every dead letter of the application: narrow it by --reason, --notification"
              + " or --push-service, or say --yes");
    }
    JsonNode answer = filter.open().delete(filter.path(""), filter.given(), "Not dropped");
    if (json) {
      Output.json(answer);
    } else {
      System.out.println(answer.path("count").asLong());
    }
    return 0;
  }
}
