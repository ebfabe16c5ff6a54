package dev.towncrier.worker.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.FanoutStep;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.Arrival;
import dev.towncrier.store.Beginning;
import dev.towncrier.store.Fanouts;
import dev.towncrier.store.Notification;
import dev.towncrier.store.NotificationKey;
import dev.towncrier.store.Present;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Begins fan-outs, in the transaction of the events that lead to them: of a small audience, each
 * member's delivery is requested at once; that of a large one goes on in {@link FanoutSteps}.
 */
final class Fanout {
  private final Fanouts fanouts;
  private final DeliveryRequests requests;
  private final Topics topics;
  private final FanoutSettings settings;

  Fanout(Fanouts fanouts, DeliveryRequests requests, Topics topics, FanoutSettings settings) {
    this.fanouts = fanouts;
    this.requests = requests;
    this.topics = topics;
    this.settings = settings;
  }

  /** What these events find when they come. */
  Present look(Collection<NotificationRequested> events) {
    return fanouts.look(events);
  }

  /**
   * Claims the events' ids, and begins the fan-out of each whose claim is granted. What has a
   * {@code sendAt} waits for it in the store.
   *
   * @param present what the events found
   * @return what became of each, in their order
   */
  List<Beginning> begin(List<Arrival> arrivals, Present present) {
    return fanouts.begin(arrivals, present, settings.small());
  }

  /** The records that follow from a notification that begins so. */
  Stream<ProducerRecord<byte[], byte[]>> follow(Notification notification, Beginning beginning) {
    return beginning.inSteps()
        ? Stream.of(begin(topics, notification.key()))
        : requests.of(notification, beginning.members(), topics.direct()).stream();
  }

  /** The record of the step that begins the notification's fan-out. */
  static ProducerRecord<byte[], byte[]> begin(Topics topics, NotificationKey key) {
    return record(
        topics, new FanoutStep.Begin(key.application(), key.id(), UUID.randomUUID()), "begin");
  }

  /**
   * The record of a step.
   *
   * @param part of the fan-out, so that parts spread over partitions
   */
  static ProducerRecord<byte[], byte[]> record(Topics topics, FanoutStep step, String part) {
    String key = step.application() + "/" + step.notificationId() + "/" + part;
    return new ProducerRecord<>(
        topics.fanout(), key.getBytes(UTF_8), Json.MAPPER.writeValueAsBytes(step));
  }
}
