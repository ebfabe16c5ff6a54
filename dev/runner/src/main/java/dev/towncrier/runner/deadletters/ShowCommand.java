package dev.towncrier.runner.deadletters;

import dev.towncrier.runner.rest.ApiOption;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.rest.RestInterface;
import dev.towncrier.runner.settings.CommandFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one dead letter. */
@Command(
    name = "show",
    description = "Show everything that is known of one dead letter.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  private static final String PAGE = "1000";

  @Mixin private ApiOption api = new ApiOption();

  @Parameters(paramLabel = "ID", description = "Its delivery id, from `dead-letters list --json`.")
  private String id = "";

  @Option(names = "--application", description = "The application (default: demo).")
  private String application = "demo";

  @Option(names = "--json", description = "Print it as the REST interface has it.")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode letter = find();
    if (json) {
      Output.json(letter);
      return 0;
    }
    for (Map.Entry<String, JsonNode> member : letter.properties()) {
      String text =
          member.getValue().isContainer()
              ? member.getValue().toString()
              : member.getValue().asString();
      // Without what a terminal would take for a command.
      System.out.printf("%-14s  %s%n", member.getKey(), text.replaceAll("[\\s\\p{Cntrl}]+", " "));
    }
    return 0;
  }

  /** The interface lists them only, a page at a time. */
  private JsonNode find() {
    RestInterface rest = api.open();
    var query = new LinkedHashMap<String, String>(Map.of("limit", PAGE));
    while (true) {
      JsonNode page = rest.get(RestInterface.path(application, "dead-letters"), query, "Not shown");
      for (JsonNode letter : page.path("deadLetters")) {
        if (letter.path("deliveryId").asString("").equals(id)) {
          return letter;
        }
      }
      if (!page.has("next")) {
        throw new CommandFailure(
            application
                + " has no dead letter "
                + id
                + ". `dead-letters list --json` shows the deliveryId of those it has.");
      }
      query.put("after", page.get("next").stringValue());
    }
  }
}
