package dev.towncrier.api.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.PushMessage;
import dev.towncrier.store.Application;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes an event of a request's body, and holds it to every limit. */
final class EventReader {
  private static final int TEST_TTL = 600; // seconds

  private EventReader() {}

  /**
   * The event of {@code application} in {@code body}.
   *
   * @throws Problem 422 if it breaks the contract, 413 if it would not fit into a push message
   */
  static PublishableEvent read(JsonMembers body, Application application) {
    return publishable(complete(body, application), application);
  }

  /**
   * The same for one subscription, whatever audience {@code body} names. What {@code body} leaves
   * out says that it is a test, which lasts for ten minutes.
   *
   * @throws Problem as {@link #read} does
   */
  static PublishableEvent readTest(JsonMembers body, Application application, UUID subscription) {
    ObjectNode event = complete(body, application);
    event.putObject("audience").putArray("subscriptions").add(subscription.toString());
    if (!event.has("notification")) {
      event
          .putObject("notification")
          .put("title", "Test")
          .put("body", "Notifications reach this browser.");
    }
    if (!event.has("ttl")) {
      event.put("ttl", TEST_TTL);
    }
    return publishable(event, application);
  }

  private static PublishableEvent publishable(ObjectNode complete, Application application) {
    String text = complete.toString();
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw Problem.of(ProblemKind.UNACCEPTABLE, "The event holds half of a surrogate pair.");
    }
    byte[] json = text.getBytes(UTF_8);
    if (json.length > NotificationRequested.MAX_BYTES) {
      throw tooLarge("The event has", json.length + " bytes", NotificationRequested.MAX_BYTES);
    }
    NotificationRequested event;
    try {
      event = NotificationRequested.parse(json);
    } catch (InvalidJson e) {
      throw Problem.of(ProblemKind.UNACCEPTABLE, e);
    }
    PushMessage message = PushMessage.of(event, application.navigate());
    if (!message.fits()) {
      throw tooLarge("The push message would have", message.sizeInWords(), PushMessage.MAX_SIZE);
    }
    return new PublishableEvent(event, json, message.warning().stream().toList());
  }

  private static ObjectNode complete(JsonMembers body, Application application) {
    ObjectNode event = Json.MAPPER.createObjectNode();
    for (String name : body.names()) {
      JsonNode value = body.find(name);
      if (value != null) {
        event.set(name, value);
      }
    }
    JsonNode named = event.get("application");
    if (named != null && !(named.isString() && named.stringValue().equals(application.id()))) {
      throw Problem.about(
          ProblemKind.UNACCEPTABLE, "application", "must be the one in the path, or left out");
    }
    event.put("application", application.id());
    if (!event.has("id")) {
      event.put("id", UUID.randomUUID().toString());
    }
    return event;
  }

  private static Problem tooLarge(String what, String size, int limit) {
    return Problem.of(
        ProblemKind.TOO_LARGE, what + " " + size + ", over the limit of " + limit + " bytes.");
  }
}
