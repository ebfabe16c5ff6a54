package dev.towncrier.contract.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.PushMessage;
import dev.towncrier.contract.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A notification event on its way to be published: JSON, which each method copies with a member
 * more. Nothing is checked before {@link #completeFor}, which checks everything as the server does.
 * Values are whatever Jackson writes as the JSON that is meant: texts, numbers, lists, maps.
 */
public final class NotificationEvent {
  private final ObjectNode json;

  private NotificationEvent(ObjectNode json) {
    this.json = json;
  }

  /** An event with that title, of which at least an audience is missing. */
  public static NotificationEvent titled(String title) {
    return new NotificationEvent(Json.MAPPER.createObjectNode()).notification("title", title);
  }

  /**
   * The event in {@code json}, perhaps incomplete: what {@link #json} wrote, or a text with members
   * that have no method here.
   *
   * @throws InvalidJson if it is no JSON object
   */
  public static NotificationEvent of(String json) {
    try {
      if (Json.MAPPER.readTree(json) instanceof ObjectNode object) {
        return new NotificationEvent(object);
      }
    } catch (JacksonException e) {
      throw new InvalidJson("", "The event is not JSON");
    }
    throw new InvalidJson("", "The event must be a JSON object");
  }

  /** With the idempotency key, 1 to 128 characters; a random UUID unless given. */
  public NotificationEvent id(String id) {
    return with("id", id);
  }

  /** To every subscription of the application. */
  public NotificationEvent toEveryone() {
    return audience("all", true);
  }

  /** To the subscribers of any of these topics too, 1,000 at most. */
  public NotificationEvent toTopics(String... topics) {
    return audience("topics", List.of(topics));
  }

  /** To the browsers of these users too, 1,000 at most. */
  public NotificationEvent toUsers(String... users) {
    return audience("users", List.of(users));
  }

  /** With the text below the title. */
  public NotificationEvent body(String body) {
    return notification("body", body);
  }

  /** With the http or https URL that a click opens; the application's unless given. */
  public NotificationEvent navigate(String url) {
    return notification("navigate", url);
  }

  /**
   * To be tried for so long: 0 to 28 days in whole seconds, a fraction is cut; a day by default.
   */
  public NotificationEvent ttl(Duration ttl) {
    return with("ttl", ttl.toSeconds());
  }

  /** With that urgency; normal by default. */
  public NotificationEvent urgency(Urgency urgency) {
    return with("urgency", urgency.header());
  }

  /** Replacing an undelivered older message of the same key, 1 to 128 characters. */
  public NotificationEvent collapseKey(String key) {
    return with("collapseKey", key);
  }

  /** Not before that time, from 1970 and before the year 9999; at once by default. */
  public NotificationEvent sendAt(Instant time) {
    return with("sendAt", time.toString());
  }

  /** With another member of the event, such as {@code locales} or {@code appBadge}. */
  public NotificationEvent with(String member, Object value) {
    ObjectNode copy = json.deepCopy();
    copy.set(member, Json.MAPPER.valueToTree(value));
    return new NotificationEvent(copy);
  }

  /** With another member of the audience, such as {@code tags} or {@code exclude}. */
  public NotificationEvent audience(String member, Object value) {
    return within("audience", member, value);
  }

  /** With another member of the notification, such as {@code icon} or {@code actions}. */
  public NotificationEvent notification(String member, Object value) {
    return within("notification", member, value);
  }

  private NotificationEvent within(String object, String member, Object value) {
    ObjectNode copy =
        json.get(object) instanceof ObjectNode o ? o.deepCopy() : Json.MAPPER.createObjectNode();
    copy.set(member, Json.MAPPER.valueToTree(value));
    return with(object, copy);
  }

  /**
   * The event as the server takes it: with the application, with an id (a random UUID if it has
   * none), and checked. Only what the server alone knows is left: whether the application exists,
   * whether the id is taken, and the size where the application's own URL has to stand in the
   * message.
   *
   * @throws InvalidJson if it breaks the contract; the message names the member and what it must be
   */
  public NotificationEvent completeFor(String application) {
    ObjectNode whole = json.deepCopy();
    JsonNode named = whole.path("application");
    if (!named.isMissingNode()
        && !named.isNull()
        && !named.equals(StringNode.valueOf(application))) {
      throw new InvalidJson(
          "application", "must be " + application + ", or left out, not " + named);
    }
    whole.put("application", application);
    if (whole.path("id").isMissingNode() || whole.path("id").isNull()) {
      whole.put("id", UUID.randomUUID().toString());
    }
    NotificationEvent complete = new NotificationEvent(whole);
    NotificationRequested event = NotificationRequested.parse(complete.bytes());
    PushMessage.of(event, "").requireToFit();
    return complete;
  }

  /** The id; empty if it has none yet. */
  public String id() {
    return json.path("id").asString("");
  }

  /** As JSON, for {@link #of} or an outbox. */
  public String json() {
    return json.toString();
  }

  byte[] bytes() {
    String text = json();
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidJson("", "The event must not hold half of a surrogate pair");
    }
    return text.getBytes(UTF_8);
  }

  /** Says neither whom it is for nor what it tells them. */
  @Override
  public String toString() {
    return "NotificationEvent[id=" + id() + "]";
  }
}
