package dev.towncrier.benchmarks.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.benchmarks.process.Cleanup;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.Topics;
import dev.towncrier.contract.topics.PlannedTopic;
import dev.towncrier.contract.topics.TopicRetention;
import dev.towncrier.contract.topics.TopicShape;
import dev.towncrier.store.Claim;
import dev.towncrier.store.Notification;
import dev.towncrier.store.NotificationProgress;
import dev.towncrier.store.Notifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One measurement's own topics, with what goes in and what comes out. */
public final class Lane {

  private static final Duration TTL = Duration.ofDays(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Topics topics;
  private final String bootstrapServers;
  private final UUID vapidKeyId;
  private final Notifications notifications;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Outcomes outcomes;
  private final Cleanup cleanup;

  Lane(
      Topics topics,
      String bootstrapServers,
      DataSource dataSource,
      UUID vapidKeyId,
      Cleanup cleanup)
      throws InterruptedException {
    this.topics = topics;
    this.bootstrapServers = bootstrapServers;
    this.vapidKeyId = vapidKeyId;
    this.cleanup = cleanup;
    notifications = new Notifications(dataSource);
    NewTopics.create(
        bootstrapServers,
        PlannedTopic.all(
                topics,
                List.of(Surroundings.APPLICATION),
                TopicShape.DEFAULT,
                TopicRetention.DEFAULTS)
            .stream()
            .map(PlannedTopic::newTopic)
            .toList());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    cleanup.add(() -> producer.close(CLOSE_LIMIT)); // Ctrl-C ends the broker at the same time
    outcomes = cleanup.add(new Outcomes(bootstrapServers, topics.outcomes()));
  }

  /** Their names. */
  public Topics topics() {
    return topics;
  }

  /** What the workers have committed. */
  public Outcomes outcomes() {
    return outcomes;
  }

  /**
   * Load for the bulk topic.
   *
   * @param count of the notifications that are delivered in turn; they are claimed now
   */
  public BulkLoad bulkLoad(List<Subscriber> subscribers, int count) {
    List<Notification> claimed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      claimed.add(claim(id(Integer.toString(i)), subscribers.getFirst()));
    }
    return cleanup.add(
        new BulkLoad(producer, topics.bulk(), subscribers, claimed, vapidKeyId, outcomes));
  }

  private Notification claim(String id, Subscriber someone) {
    byte[] event = Events.to(Surroundings.APPLICATION, someone.id(), id, TTL);
    Claim claim = notifications.claim(NotificationRequested.parse(event), null);
    if (claim instanceof Claim.Granted(Notification notification)) {
      return notification;
    }
    throw new IllegalStateException("The notification " + id + " is there already");
  }

  /**
   * Publishes an event to one subscriber; does not wait for the broker.
   *
   * @param name unique on the lane
   */
  public void publish(String name, Subscriber subscriber, Duration ttl) {
    String id = id(name);
    byte[] event = Events.to(Surroundings.APPLICATION, subscriber.id(), id, ttl);
    var _ = producer.send(new ProducerRecord<>(topics.notifications(), id.getBytes(UTF_8), event));
  }

  /**
   * Publishes an event to many; does not wait for the broker.
   *
   * @param name unique on the lane
   * @param audience in JSON
   */
  public void publish(String name, String application, String audience) {
    String id = id(name);
    byte[] event = Events.to(application, audience, id, TTL);
    var _ = producer.send(new ProducerRecord<>(topics.notifications(), id.getBytes(UTF_8), event));
  }

  /** How far the event of that name has come. */
  public Optional<NotificationProgress> progress(String name, String application) {
    return notifications.progress(application, id(name));
  }

  /** What fan-out requests on the bulk topic, in place of those who would deliver it. */
  public RequestReader requests() {
    return cleanup.add(new RequestReader(bootstrapServers, topics));
  }

  /** The lanes share an application, and so the ids in it. */
  private String id(String name) {
    return topics.prefix() + "-" + name;
  }
}
