package dev.towncrier.worker.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.FanoutContinued;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.AudienceMember;
import dev.towncrier.store.AudienceReader;
import dev.towncrier.store.FannedOut;
import dev.towncrier.store.Notification;
import dev.towncrier.store.Notifications;
import java.util.List;
import java.util.Optional;
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

  /** Requests the first slice of an audience. */
  void begin(Notification notification, List<AudienceMember> first) {
    request(notification, first, first.size() < settings.slice() ? topics.direct() : topics.bulk());
    if (first.size() == settings.slice()) {
      goOnAfter(notification, first, 0);
    }
  }

  /** Requests the slice that follows; tells if it was the last. */
  Optional<FannedOut> goOn(FanoutContinued continued) {
    Notification notification =
        notifications
            .find(continued.application(), continued.notificationId())
            .orElseThrow(() ->
                new IllegalStateException(
                    "No notification is stored for the fan-out of " + continued.notificationId()));
    List<AudienceMember> slice = audiences.slice(notification, continued.after(), settings.slice());
    request(notification, slice, topics.bulk());
    if (slice.size() == settings.slice()) {
      goOnAfter(notification, slice, continued.emitted());
      return Optional.empty();
    }
    long size = continued.emitted() + slice.size();
    return Optional.of(new FannedOut(notification.application(), notification.id(), size));
  }

  private void request(Notification notification, List<AudienceMember> slice, String lane) {
    for (AudienceMember member : slice) {
      send(lane, member.subscriptionId().toString(), request(notification, member));
    }
  }

  private void goOnAfter(Notification notification, List<AudienceMember> slice, long emitted) {
    send(
        topics.fanout(),
        notification.application() + "/" + notification.id(),
        new FanoutContinued(
            notification.application(),
            notification.id(),
            slice.getLast().subscriptionId(),
            emitted + slice.size()));
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
