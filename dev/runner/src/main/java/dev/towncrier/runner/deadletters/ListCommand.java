package dev.towncrier.runner.deadletters;

import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows dead letters, newest first. */
@Command(
    name = "list",
    description = {
      "List the deliveries whose latest ending is a dead letter, newest first: when it was"
          + " dead-lettered, why, the last answer's status, attempts, replays so far, state,"
          + " notification, subscription, push service, and what the push service said."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private static final String LINE =
      "%-24s  %-18s  %6s  %8s  %7s  %-13s  %-24s  %-36s  %-30s  %s%n";
  private static final int SHOWN_OF_RESPONSE = 80;

  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(names = "--limit", description = "How many, 1 to 1000 (default: 100).")
  private int limit = 100;

  @Option(names = "--after", description = "The older ones: the \"next\" of an earlier list.")
  private @Nullable String after;

  @Option(names = "--json", description = "Print the answer of the REST interface.")
  private boolean json;

  @Override
  public Integer call() {
    var query = new LinkedHashMap<String, String>(filter.given());
    query.put("limit", Integer.toString(limit));
    if (after != null) {
      query.put("after", after);
    }
    JsonNode answer = filter.open().get(filter.path(""), query, "Not listed");
    if (json) {
      System.out.println(answer);
    } else {
      print(answer);
    }
    return 0;
  }

  private static void print(JsonNode answer) {
    System.out.printf(
        LINE,
        "at",
        "reason",
        "status",
        "attempts",
        "replays",
        "state",
        "notification",
        "subscription",
        "push service",
        "response");
    for (JsonNode letter : answer.path("deadLetters")) {
      System.out.printf(
          LINE,
          text(letter, "at"),
          text(letter, "reason"),
          text(letter, "status"),
          text(letter, "attempts"),
          text(letter, "replays"),
          text(letter, "state"),
          text(letter, "notificationId"),
          text(letter, "subscriptionId"),
          text(letter, "pushService"),
          beginning(text(letter, "response")));
    }
    if (answer.has("next")) {
      System.out.println("There are older ones: --after " + answer.get("next").stringValue());
    }
  }

  private static String text(JsonNode letter, String member) {
    return letter.path(member).asString("-");
  }

  /** In one line, and without what a terminal would take for a command. */
  private static String beginning(String response) {
    String line = response.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= SHOWN_OF_RESPONSE ? line : line.substring(0, SHOWN_OF_RESPONSE) + "...";
  }
}
