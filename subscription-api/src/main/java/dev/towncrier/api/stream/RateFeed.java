package dev.towncrier.api.stream;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.Notifications;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many outcomes come in, by application. Reads them from where the topic ends, in no group, so
 * that every process of the API sees all of them.
 */
@Component
final class RateFeed extends Feed {
  private static final String EVENT = "rates";
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final ObjectReader READER =
      Json.MAPPER
          .readerFor(OutcomeTally.Ended.class)
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private final KafkaAccess kafka;
  private final String topic;
  private final Notifications notifications;
  private final JsonMapper json;
  private final InstantSource clock;

  RateFeed(
      KafkaAccess kafka,
      Topics topics,
      Notifications notifications,
      JsonMapper json,
      InstantSource clock) {
    super("rates");
    this.kafka = kafka;
    this.topic = topics.outcomes();
    this.notifications = notifications;
    this.json = json;
    this.clock = clock;
  }

  @Override
  void tell() {
    try (Consumer<byte[], byte[]> consumer = kafka.openConsumer()) {
      Map<String, OutcomeTally> tallies = new HashMap<>();
      long start = System.nanoTime();
      while (goesOn()) {
        Set<TopicPartition> partitions = follow(consumer);
        do {
          read(consumer, partitions, tallies);
        } while (goesOn() && System.nanoTime() - start < INTERVAL.toNanos());
        if (answers(consumer, partitions)) {
          long end = System.nanoTime();
          tell(tallies, (end - start) / 1e9);
          start = end;
          tallies.clear();
        }
      }
    }
  }

  /** Has the consumer read all partitions that there are, new ones from their end on. */
  private Set<TopicPartition> follow(Consumer<?, ?> consumer) {
    Set<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .collect(Collectors.toSet());
    Set<TopicPartition> added = new HashSet<>(all);
    added.removeAll(consumer.assignment());
    if (!added.isEmpty()) {
      consumer.assign(all);
      consumer.seekToEnd(added);
      added.forEach(consumer::position);
    }
    return all;
  }

  private void read(
      Consumer<byte[], byte[]> consumer,
      Set<TopicPartition> partitions,
      Map<String, OutcomeTally> tallies) {
    if (partitions.isEmpty()) { // before the first worker has made the topic
      pause(POLL);
      return;
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      byte[] value = record.value();
      if (value != null) {
        count(value, tallies);
      }
    }
  }

  private static void count(byte[] json, Map<String, OutcomeTally> tallies) {
    try {
      OutcomeTally.Ended ended = READER.readValue(json);
      tallies.computeIfAbsent(ended.application(), _ -> new OutcomeTally()).count(ended);
    } catch (JacksonException _) {
      // Is no outcome, as the worker that counts them logs.
    }
  }

  /** Whether Kafka does: to poll it gives nothing also while it is away. */
  private boolean answers(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
    try {
      consumer.endOffsets(partitions);
      isWell();
      return true;
    } catch (KafkaException e) {
      isIll(e);
      return false;
    }
  }

  private void tell(Map<String, OutcomeTally> tallies, double seconds) {
    Instant now = clock.instant();
    Map<String, ServerSentEvent> events = new HashMap<>();
    for (EventStream stream : streams()) {
      stream.offer(
          events.computeIfAbsent(
              stream.application(),
              application -> {
                OutcomeTally tally = tallies.getOrDefault(application, new OutcomeTally());
                Map<String, Instant> dueSince = dueSince(application, tally.notifications());
                return new ServerSentEvent(
                    EVENT, json.writeValueAsString(tally.view(now, seconds, dueSince)));
              }));
    }
  }

  /** Without Postgres there is no latency, but all the rest. */
  private Map<String, Instant> dueSince(String application, Set<String> ids) {
    try {
      return ids.isEmpty() ? Map.of() : notifications.dueSince(application, ids);
    } catch (RuntimeException _) { // the feed of notifications logs it
      return Map.of();
    }
  }
}
