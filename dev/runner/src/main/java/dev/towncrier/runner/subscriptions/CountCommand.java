package dev.towncrier.runner.subscriptions;

import dev.towncrier.runner.rest.ApiOption;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.rest.RestInterface;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Counts an audience. */
@Command(
    name = "count",
    description = "Print how many subscriptions an audience has now.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class CountCommand implements Callable<Integer> {

  @Mixin private ApiOption api = new ApiOption();

  @Mixin private AudienceOptions audience = new AudienceOptions();

  @Option(names = "--application", description = "The application (default: demo).")
  private String application = "demo";

  @Option(names = "--json", description = "Print the answer of the REST interface.")
  private boolean json;

  @Override
  public Integer call() {
    Map<String, Object> body = Map.of("audience", audience.audience());
    JsonNode answer =
        api.open().post(RestInterface.path(application, "audience-count"), body, "Not counted");
    if (json) {
      Output.json(answer);
    } else {
      System.out.println(answer.path("count").asLong());
    }
    return 0;
  }
}
