package dev.towncrier.worker.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.FanoutContinued;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.AudienceMember;
import dev.towncrier.store.AudienceReader;
import dev.towncrier.store.Notification;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.Notifications.FannedOut;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Requests a delivery for every member of a notification's audience, a slice at a time. Each slice
 * is written in the transaction of the record that led to it.
 */
final class Fanout {
  private final AudienceReader audiences;
  private final Notifications notifications;
  private final DeliveryIds deliveryIds;
  private final KafkaOperations<byte[], byte[]> kafka;
  private final Topics topics;
  private final FanoutSettings settings;

  Fanout(
      AudienceReader audiences,
      Notifications notifications,
      DeliveryIds deliveryIds,
      KafkaOperations<byte[], byte[]> kafka,
      Topics topics,
      FanoutSettings settings) {
    this.audiences = audiences;
    this.notifications = notifications;
    this.deliveryIds = deliveryIds;
    this.kafka = kafka;
    this.topics = topics;
    this.settings = settings;
  }

  /** Requests the first slice; tells if it was the last. */
  Optional<FannedOut> begin(Notification notification) {
    return step(notification, null, 0);
  }

  /** Requests the slice that follows; tells if it was the last. */
  Optional<FannedOut> goOn(FanoutContinued continued) {
    Notification notification =
        notifications
            .find(continued.application(), continued.notificationId())
            .orElseThrow(() ->
                new IllegalStateException(
                    "No notification is stored for the fan-out of " + continued.notificationId()));
    return step(notification, continued.after(), continued.emitted());
  }

  private Optional<FannedOut> step(Notification notification, @Nullable UUID after, long emitted) {
    List<AudienceMember> slice = audiences.slice(notification, after, settings.slice());
    boolean last = slice.size() < settings.slice();
    String lane = last && after == null ? topics.direct() : topics.bulk();
    for (AudienceMember member : slice) {
      send(lane, member.subscriptionId().toString(), request(notification, member));
    }
    long total = emitted + slice.size();
    if (last) {
      return Optional.of(new FannedOut(notification.application(), notification.id(), total));
    }
    UUID end = slice.getLast().subscriptionId();
    send(
        topics.fanout(),
        notification.application() + "/" + notification.id(),
        new FanoutContinued(notification.application(), notification.id(), end, total));
    return Optional.empty();
  }

  private DeliveryRequested request(Notification notification, AudienceMember member) {
    return new DeliveryRequested(
        deliveryIds.of(notification.application(), notification.id(), member.subscriptionId()),
        notification.id(),
        notification.application(),
        member.subscriptionId(),
        notification.deadline(),
        member.pushService(),
        member.vapidKeyId(),
        0,
        null,
        null,
        0);
  }

  private void send(String topic, String key, Object value) {
    // If it fails, so does the transaction.
    var _ = kafka.send(topic, key.getBytes(UTF_8), Json.MAPPER.writeValueAsBytes(value));
  }
}
