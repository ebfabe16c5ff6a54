package dev.towncrier.runner;

import dev.towncrier.runner.rest.RestInterface;
import dev.towncrier.runner.settings.CommandFailure;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Publishes over the REST interface of a system on this machine. */
record Publication(RestInterface rest) {

  /** A notification that was taken, and what its publisher should know all the same. */
  record Taken(String id, List<String> warnings) {}

  /**
   * Posts an event.
   *
   * @throws CommandFailure if it isn't accepted
   */
  Taken publish(String application, Map<String, Object> event) {
    JsonNode answer =
        rest.post(RestInterface.path(application, "notifications"), event, "Not published");
    return new Taken(
        answer.path("id").asString(),
        answer.path("warnings").valueStream().map(JsonNode::asString).toList());
  }
}
