package dev.towncrier.api.stream;

import dev.towncrier.contract.RetryTier;
import dev.towncrier.contract.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many deliveries wait on Kafka: what was requested, less what the workers have committed. What
 * they have just finished may still be counted.
 */
@Component
final class BacklogFeed extends Feed {
  private static final String EVENT = "backlog";
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final KafkaAccess kafka;
  private final Topics topics;
  private final JsonMapper json;
  private final InstantSource clock;

  BacklogFeed(KafkaAccess kafka, Topics topics, JsonMapper json, InstantSource clock) {
    super("the backlog");
    this.kafka = kafka;
    this.topics = topics;
    this.json = json;
    this.clock = clock;
  }

  @Override
  void tell() {
    try (Admin admin = kafka.openAdmin()) {
      do {
        BacklogView view = look(admin);
        isWell();
        ServerSentEvent event = new ServerSentEvent(EVENT, json.writeValueAsString(view));
        streams().forEach(stream -> stream.offer(event));
      } while (pause(INTERVAL));
    }
  }

  private BacklogView look(Admin admin) {
    try {
      Map<String, Long> waiting = new HashMap<>();
      Map<TopicPartition, OffsetAndMetadata> committed =
          await(
              admin
                  .listConsumerGroupOffsets(topics.deliveryGroup())
                  .partitionsToOffsetAndMetadata());
      List<TopicPartition> partitions = partitions(admin);
      var first = offsets(admin, partitions, OffsetSpec.earliest());
      offsets(admin, partitions, OffsetSpec.latest())
          .forEach((partition, end) -> {
            OffsetAndMetadata done = committed.get(partition);
            long from = done == null ? first.getOrDefault(partition, end) : done.offset();
            waiting.merge(partition.topic(), Math.max(0, end - from), Long::sum);
          });
      return view(waiting);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("The backlog is not known", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  /** Those of all topics of deliveries; none before the first worker has made them. */
  private List<TopicPartition> partitions(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (var described : admin.describeTopics(topics.deliveries()).topicNameValues().entrySet()) {
      try {
        await(described.getValue())
            .partitions()
            .forEach(
                each -> partitions.add(new TopicPartition(described.getKey(), each.partition())));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return partitions;
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    partitions.forEach(partition -> specs.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listOffsets(specs).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private BacklogView view(Map<String, Long> waiting) {
    Map<String, Long> retry = new LinkedHashMap<>();
    for (RetryTier tier : RetryTier.values()) {
      retry.put(tier.label(), waiting.getOrDefault(topics.retry(tier), 0L));
    }
    return new BacklogView(
        clock.instant(),
        waiting.getOrDefault(topics.direct(), 0L),
        waiting.getOrDefault(topics.bulk(), 0L),
        retry);
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(2 * KafkaAccess.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
