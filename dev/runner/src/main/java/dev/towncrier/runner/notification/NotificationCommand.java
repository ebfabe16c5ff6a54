package dev.towncrier.runner.notification;

import dev.towncrier.runner.rest.ApiOption;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.rest.RestInterface;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What can be done with a notification that was published. */
@Command(
    name = "notification",
    description = "Show, cancel, pause or resume a notification.",
    mixinStandardHelpOptions = true)
public final class NotificationCommand {

  /** Which one, and how it is printed. */
  static final class Which {
    @Mixin private ApiOption api = new ApiOption();

    @Parameters(paramLabel = "ID", description = "The notification's id.")
    private String id = "";

    @Option(names = "--application", description = "The application (default: demo).")
    private String application = "demo";

    @Option(names = "--json", description = "Print the answer of the REST interface.")
    private boolean json;

    private String path(String rest) {
      return RestInterface.path(application, "notifications/") + RestInterface.encoded(id) + rest;
    }
  }

  @Command(
      name = "show",
      description = "Show how far it is: state, audience, and how its deliveries ended.",
      mixinStandardHelpOptions = true)
  int show(@Mixin Which which) {
    return print(which, which.api.open().get(which.path(""), Map.of(), "Not shown"));
  }

  @Command(
      name = "cancel",
      description = "Stop it: what has not been sent within a second is not sent any more.",
      mixinStandardHelpOptions = true)
  int cancel(@Mixin Which which) {
    return control(which, "cancel", "Not cancelled");
  }

  @Command(
      name = "pause",
      description = "Hold it, until it is resumed or its deadline comes.",
      mixinStandardHelpOptions = true)
  int pause(@Mixin Which which) {
    return control(which, "pause", "Not paused");
  }

  @Command(
      name = "resume",
      description = "Go on with one that was paused.",
      mixinStandardHelpOptions = true)
  int resume(@Mixin Which which) {
    return control(which, "resume", "Not resumed");
  }

  private static int control(Which which, String action, String failure) {
    return print(which, which.api.open().post(which.path("/" + action), Map.of(), failure));
  }

  private static int print(Which which, JsonNode notification) {
    if (which.json) {
      Output.json(notification);
      return 0;
    }
    for (Map.Entry<String, JsonNode> member : notification.properties()) {
      System.out.printf("%-12s  %s%n", member.getKey(), text(member.getValue()));
    }
    return 0;
  }

  private static String text(JsonNode value) {
    return value.isObject()
        ? value.properties().stream()
            .map(each -> each.getKey() + " " + text(each.getValue()))
            .collect(Collectors.joining(", "))
        : value.isContainer() ? value.toString() : value.asString();
  }
}
