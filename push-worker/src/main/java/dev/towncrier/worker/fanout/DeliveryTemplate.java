package dev.towncrier.worker.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.PushMessage;
import dev.towncrier.store.AudienceMember;
import dev.towncrier.store.Notification;
import java.util.UUID;

/**
 * The JSON of requests that differ in the ids of delivery and subscription alone. What they have in
 * common is written once, which takes most of the time that writing takes.
 */
final class DeliveryTemplate {
  private static final String DELIVERY = "-".repeat(PushMessage.DELIVERY_ID_LENGTH);
  private static final UUID SUBSCRIPTION = new UUID(0, 0);

  private final byte[] json;
  private final int deliveryAt;
  private final int subscriptionAt;

  /**
   * For the notification's deliveries to those of {@code member}'s push service, key and browser.
   */
  DeliveryTemplate(Notification notification, AudienceMember member) {
    String text =
        Json.MAPPER.writeValueAsString(
            new DeliveryRequested(
                DELIVERY,
                notification.id(),
                notification.application(),
                SUBSCRIPTION,
                notification.deadline(),
                member.pushService(),
                member.vapidKeyId(),
                member.browser(),
                0,
                null,
                null,
                0));
    json = text.getBytes(UTF_8);
    deliveryAt = after(text, "\"deliveryId\":\"");
    subscriptionAt = after(text, "\"subscriptionId\":\"");
  }

  /** Where the member's value begins, in bytes. No value holds such a name, as it has quotes. */
  private static int after(String text, String name) {
    return text.substring(0, text.indexOf(name) + name.length()).getBytes(UTF_8).length;
  }

  /**
   * The request for one delivery.
   *
   * @param deliveryId 22 characters
   * @param subscription its id as text, 36 characters
   */
  @SuppressWarnings("deprecation") // the way to copy characters that are all ASCII
  byte[] json(String deliveryId, byte[] subscription) {
    byte[] copy = json.clone();
    deliveryId.getBytes(0, deliveryId.length(), copy, deliveryAt);
    System.arraycopy(subscription, 0, copy, subscriptionAt, subscription.length);
    return copy;
  }

  /** A subscription's id as text. */
  static byte[] text(UUID subscription) {
    return subscription.toString().getBytes(US_ASCII);
  }
}
