package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service asks for a notification to be delivered to an audience.
 *
 * @param id idempotency key within the application, 1 to 128 characters
 * @param application the application's id
 * @param content the notification as the browser gets it, checked; its texts may hold variables
 * @param locales what {@code content} has otherwise in a language, by language tag, checked; empty
 *     if nothing
 * @param ttl how long a push service may keep the message, whole seconds, 0 to 28 days
 * @param collapseKey a newer message with this key replaces an undelivered older one, 1 to 128
 *     characters
 * @param appBadge number for the application's badge, from 0
 * @param sendAt nothing is sent before it; null, or a time that is past, for at once
 */
public record NotificationRequested(
    String id,
    String application,
    Audience audience,
    ObjectNode content,
    ObjectNode locales,
    Duration ttl,
    Urgency urgency,
    @Nullable String collapseKey,
    @Nullable Integer appBadge,
    @Nullable Instant sendAt) {

  /** Largest event, in bytes of JSON. */
  public static final int MAX_BYTES = 65_536;

  private static final ObjectWriter SORTED =
      Json.MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);
  private static final int DEFAULT_TTL_SECONDS = 86_400;
  private static final int MAX_TTL_SECONDS = 2_419_200;

  /** What every database and every language can hold. */
  private static final Instant SEND_AT_LIMIT = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * Reads an event from its JSON.
   *
   * @throws InvalidJson if it breaks the contract
   */
  public static NotificationRequested parse(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new InvalidJson(
          "", "The event has " + json.length + " bytes, over the limit of " + MAX_BYTES);
    }
    return read(JsonMembers.parse(json));
  }

  private static NotificationRequested read(JsonMembers event) {
    String id = event.text("id", 1, 128);
    String application = event.text("application", 1, 64);
    Audience audience = Audience.read(event.object("audience"));
    ObjectNode content = NotificationContent.read(event.object("notification"));
    ObjectNode locales = Locales.read(event);
    Integer ttl = event.optionalInt("ttl", 0, MAX_TTL_SECONDS);
    String urgency = event.optionalChoice("urgency", Urgency.NAMES);
    String collapseKey = event.optionalText("collapseKey", 1, 128);
    Integer appBadge = event.optionalInt("appBadge", 0, Integer.MAX_VALUE);
    Instant sendAt = event.optionalInstant("sendAt");
    if (sendAt != null && (sendAt.isBefore(Instant.EPOCH) || !sendAt.isBefore(SEND_AT_LIMIT))) {
      throw event.invalid(
          "sendAt",
          "must be from " + Instant.EPOCH + " and before " + SEND_AT_LIMIT + ", not " + sendAt);
    }
    return new NotificationRequested(
        id,
        application,
        audience,
        content,
        locales,
        Duration.ofSeconds(ttl == null ? DEFAULT_TTL_SECONDS : ttl),
        urgency == null ? Urgency.NORMAL : Urgency.of(urgency),
        collapseKey,
        appBadge,
        sendAt);
  }

  /**
   * SHA-256 of everything but the ids: two events with the same one say the same, in whatever order
   * they name their members.
   */
  public byte[] fingerprint() {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("audience", Json.MAPPER.valueToTree(audience));
    body.set("notification", content);
    if (!locales.isEmpty()) {
      body.set("locales", locales);
    }
    body.put("ttl", ttl.toSeconds());
    body.put("urgency", urgency.header());
    body.put("collapseKey", collapseKey);
    body.put("appBadge", appBadge);
    if (sendAt != null) {
      body.put("sendAt", sendAt.toString());
    }
    return Sha256.of(SORTED.writeValueAsString(body).getBytes(UTF_8));
  }

  /** Says neither whom it is for nor what it tells them. */
  @Override
  public String toString() {
    return "NotificationRequested[id=%s, application=%s]".formatted(id, application);
  }
}
