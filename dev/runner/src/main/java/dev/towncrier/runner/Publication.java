package dev.towncrier.runner;

import dev.towncrier.runner.rest.RestInterface;
import dev.towncrier.runner.settings.CommandFailure;
import java.util.Map;

/** Publishes over the REST interface of a system on this machine. */
record Publication(RestInterface rest) {

  /**
   * Posts an event.
   *
   * @return the notification's id
   * @throws CommandFailure if it isn't accepted
   */
  String publish(String application, Map<String, Object> event) {
    return rest.post(RestInterface.path(application, "notifications"), event, "Not published")
        .path("id")
        .asString();
  }
}
