package dev.towncrier.runner.deadletters;

import dev.towncrier.runner.rest.Output;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Takes dead letters back. */
@Command(
    name = "replay",
    description = {
      "Deliver dead letters again, all that the options name; each until its deadline, which stays"
          + " as it was. Prints how many those are."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = "--per-second",
      description = "Deliveries a second, 1 to 100000 (default: as fast as it goes).")
  private @Nullable Integer perSecond;

  @Option(names = "--json", description = "Print the answer of the REST interface.")
  private boolean json;

  @Override
  public Integer call() {
    var body = new LinkedHashMap<String, Object>(filter.given());
    if (perSecond != null) {
      body.put("perSecond", perSecond);
    }
    JsonNode answer = filter.open().post(filter.path("/replay"), body, "Not replayed");
    if (json) {
      Output.json(answer);
    } else {
      System.out.println(answer.path("count").asLong());
    }
    return 0;
  }
}
