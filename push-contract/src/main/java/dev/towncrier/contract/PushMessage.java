package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the browser decrypts: a declarative push message (W3C Push API) with the ids of the
 * notification and of the delivery. All of one notification's messages differ in the delivery id
 * only, so the rest is written once.
 */
public final class PushMessage {
  /** Length of every delivery id: 128 bits in base64url. */
  public static final int DELIVERY_ID_LENGTH = 22;

  /**
   * Largest plaintext of a push message, in bytes: what encryption leaves of the 4,096 that every
   * push service takes (RFC 8030 section 7.2, RFC 8291 section 4).
   */
  public static final int MAX_SIZE = 3_993;

  private final List<byte[]> parts;

  private PushMessage(List<String> parts) {
    this.parts = parts.stream().map(part -> part.getBytes(UTF_8)).toList();
  }

  /**
   * The message of one notification.
   *
   * @param content the checked content of an event; its tag defaults to the delivery id
   * @param defaultNavigate URL for the notification and for each action that names none
   */
  public static PushMessage of(
      String notificationId,
      ObjectNode content,
      @Nullable Integer appBadge,
      String defaultNavigate) {
    ObjectNode notification = content.deepCopy();
    navigateBy(notification, defaultNavigate);
    for (JsonNode action : notification.path("actions")) {
      navigateBy((ObjectNode) action, defaultNavigate);
    }
    String body = notification.toString();
    String badge = appBadge == null ? "" : ",\"app_badge\":" + appBadge;
    String tail =
        badge
            + ",\"towncrier\":{\"id\":"
            + Json.MAPPER.writeValueAsString(notificationId)
            + ",\"deliveryId\":\"";
    String head = "{\"web_push\":8030,\"mutable\":true,\"notification\":";
    return notification.has("tag")
        ? new PushMessage(List.of(head + body + tail, "\"}}"))
        : new PushMessage(List.of(head + "{\"tag\":\"", "\"," + body.substring(1) + tail, "\"}}"));
  }

  /** The plaintext for one delivery, JSON in UTF-8. */
  public byte[] json(String deliveryId) {
    byte[] id = deliveryId.getBytes(UTF_8);
    byte[] json = new byte[size(id.length)];
    int at = 0;
    for (byte[] part : parts) {
      if (at > 0) {
        System.arraycopy(id, 0, json, at, id.length);
        at += id.length;
      }
      System.arraycopy(part, 0, json, at, part.length);
      at += part.length;
    }
    return json;
  }

  /** Size of every plaintext, in bytes. */
  public int size() {
    return size(DELIVERY_ID_LENGTH);
  }

  /** Whether push services take it. */
  public boolean fits() {
    return size() <= MAX_SIZE;
  }

  private int size(int idLength) {
    return parts.stream().mapToInt(part -> part.length).sum() + (parts.size() - 1) * idLength;
  }

  private static void navigateBy(ObjectNode object, String defaultNavigate) {
    if (!object.has("navigate")) {
      object.put("navigate", defaultNavigate);
    }
  }
}
