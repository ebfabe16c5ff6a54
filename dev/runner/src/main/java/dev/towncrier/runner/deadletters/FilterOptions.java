package dev.towncrier.runner.deadletters;

import dev.towncrier.runner.rest.ApiOption;
import dev.towncrier.runner.rest.RestInterface;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class FilterOptions {

  @Mixin private ApiOption api = new ApiOption();

  @Option(names = "--application", description = "The application (default: demo).")
  private String application = "demo";

  @Option(
      names = "--reason",
      description =
          "poison, payload-too-large, vapid-rejected, key-mismatch, refused or attempts-exhausted.")
  private @Nullable String reason;

  @Option(names = "--notification", description = "A notification's id.")
  private @Nullable String notification;

  @Option(names = "--push-service", description = "Origin, such as https://push.example.")
  private @Nullable String pushService;

  RestInterface open() {
    return api.open();
  }

  String path(String rest) {
    return RestInterface.path(application, "dead-letters" + rest);
  }

  /** What was given, by the names of the REST interface. */
  Map<String, String> given() {
    var given = new LinkedHashMap<String, String>();
    if (reason != null) {
      given.put("reason", reason);
    }
    if (notification != null) {
      given.put("notification", notification);
    }
    if (pushService != null) {
      given.put("pushService", pushService);
    }
    return given;
  }
}
