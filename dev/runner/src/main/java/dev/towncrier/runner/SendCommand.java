package dev.towncrier.runner;

import dev.towncrier.runner.rest.ApiOption;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.subscriptions.AudienceOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes a notification and prints its id. */
@Command(
    name = "send",
    description = "Publish a notification; prints its id, and warnings on standard error.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {

  @Mixin private ApiOption api = new ApiOption();

  @Mixin private AudienceOptions audience = new AudienceOptions();

  @Option(names = "--title", required = true, description = "What the notification is headed.")
  private String title = "";

  @Option(names = "--body", description = "Its text.")
  private @Nullable String body;

  @Option(names = "--navigate", description = "The URL that a click opens.")
  private @Nullable String navigate;

  @Option(names = "--icon", description = "The URL of its icon.")
  private @Nullable String icon;

  @Option(names = "--tag", description = "Replaces a shown notification of the same tag.")
  private @Nullable String tag;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "Not before this time, such as 2030-01-31T09:00:00Z (default: at once).")
  private @Nullable String at;

  @Option(names = "--ttl", description = "Seconds to keep trying: 0 to 2419200 (default: 86400).")
  private @Nullable Integer ttl;

  @Option(names = "--urgency", description = "very-low, low, normal or high (default: normal).")
  private @Nullable String urgency;

  @Option(
      names = "--collapse-key",
      description = "Replaces an undelivered older message of the same key.")
  private @Nullable String collapseKey;

  @Option(names = "--id", description = "The idempotency key (default: a new one).")
  private @Nullable String id;

  @Option(names = "--application", description = "The application (default: demo).")
  private String application = "demo";

  @Option(names = "--json", description = "Print one JSON document: id, and warnings if any.")
  private boolean json;

  @Override
  public Integer call() {
    Map<String, Object> event = event();
    Publication.Taken taken = new Publication(api.open()).publish(application, event);
    if (json) {
      Output.json(taken);
      return 0;
    }
    taken.warnings().forEach(System.err::println);
    System.out.println(taken.id());
    return 0;
  }

  /** The event that the options ask for. */
  Map<String, Object> event() {
    var event = new LinkedHashMap<String, Object>();
    putIfGiven(event, "id", id);
    event.put("audience", audience.audience());
    event.put("notification", notification());
    putIfGiven(event, "ttl", ttl);
    putIfGiven(event, "urgency", urgency);
    putIfGiven(event, "collapseKey", collapseKey);
    putIfGiven(event, "sendAt", at);
    return event;
  }

  private Map<String, Object> notification() {
    var notification = new LinkedHashMap<String, Object>();
    notification.put("title", title);
    putIfGiven(notification, "body", body);
    putIfGiven(notification, "navigate", navigate);
    putIfGiven(notification, "icon", icon);
    putIfGiven(notification, "tag", tag);
    return notification;
  }

  private static void putIfGiven(Map<String, Object> target, String name, @Nullable Object value) {
    if (value != null) {
      target.put(name, value);
    }
  }
}
