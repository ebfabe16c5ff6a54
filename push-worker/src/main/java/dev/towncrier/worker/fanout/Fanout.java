package dev.towncrier.worker.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.FanoutContinued;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.Arrival;
import dev.towncrier.store.AudienceMember;
import dev.towncrier.store.AudienceReader;
import dev.towncrier.store.Beginning;
import dev.towncrier.store.Claim;
import dev.towncrier.store.FannedOut;
import dev.towncrier.store.Fanouts;
import dev.towncrier.store.Notification;
import dev.towncrier.store.Notifications;
import java.util.List;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Requests a delivery for every member of a notification's audience, a slice at a time. Each slice
 * is written in the transaction of the record that led to it.
 */
final class Fanout {
  private final AudienceReader audiences;
  private final Notifications notifications;
  private final Fanouts fanouts;
  private final DeliveryIds deliveryIds;
  private final KafkaOperations<byte[], byte[]> kafka;
  private final Topics topics;
  private final FanoutSettings settings;

  Fanout(
      AudienceReader audiences,
      Notifications notifications,
      Fanouts fanouts,
      DeliveryIds deliveryIds,
      KafkaOperations<byte[], byte[]> kafka,
      Topics topics,
      FanoutSettings settings) {
    this.audiences = audiences;
    this.notifications = notifications;
    this.fanouts = fanouts;
    this.deliveryIds = deliveryIds;
    this.kafka = kafka;
    this.topics = topics;
    this.settings = settings;
  }

  /**
   * Claims the events' ids, and requests the first slice of each audience whose claim is granted.
   *
   * @return what became of each claim, in their order
   */
  List<Claim> begin(List<Arrival> arrivals) {
    List<Beginning> beginnings = fanouts.begin(arrivals, settings.slice());
    for (Beginning beginning : beginnings) {
      if (beginning.claim() instanceof Claim.Granted(Notification notification)) {
        List<AudienceMember> first = beginning.first();
        request(notification, first, isLast(first) ? topics.direct() : topics.bulk());
        if (!isLast(first)) {
          goOnAfter(notification, first, 0);
        }
      }
    }
    return beginnings.stream().map(Beginning::claim).toList();
  }

  /** Requests the slice that follows. */
  void goOn(FanoutContinued continued) {
    Notification notification =
        notifications
            .find(continued.application(), continued.notificationId())
            .orElseThrow(() ->
                new IllegalStateException(
                    "No notification is stored for the fan-out of " + continued.notificationId()));
    List<AudienceMember> slice = audiences.slice(notification, continued.after(), settings.slice());
    request(notification, slice, topics.bulk());
    if (isLast(slice)) {
      long size = continued.emitted() + slice.size();
      fanouts.end(new FannedOut(notification.application(), notification.id(), size));
    } else {
      goOnAfter(notification, slice, continued.emitted());
    }
  }

  private boolean isLast(List<AudienceMember> slice) {
    return slice.size() < settings.slice();
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
