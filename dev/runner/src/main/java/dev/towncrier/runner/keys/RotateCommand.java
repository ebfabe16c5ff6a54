package dev.towncrier.runner.keys;

import dev.towncrier.runner.rest.ApiOption;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.rest.RestInterface;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Makes another key current. */
@Command(
    name = "rotate",
    description = {
      "Make a new VAPID key the current one, with which new subscriptions are made. Those that are"
          + " there keep theirs until their browsers come by."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {

  @Mixin private ApiOption api = new ApiOption();

  @Option(names = "--application", description = "The application (default: demo).")
  private String application = "demo";

  @Option(names = "--key", description = "Not a new one but this, from `keys list`.")
  private @Nullable String key;

  @Option(names = "--json", description = "Print the answer of the REST interface.")
  private boolean json;

  @Override
  public Integer call() {
    var body = new LinkedHashMap<String, Object>();
    if (key != null) {
      body.put("id", key);
    }
    JsonNode made =
        api.open().post(RestInterface.path(application, "vapid-keys/rotate"), body, "Not rotated");
    if (json) {
      Output.json(made);
    } else {
      System.out.println(
          "Key " + made.path("id").asString() + " is now the current one of " + application + ".");
    }
    return 0;
  }
}
