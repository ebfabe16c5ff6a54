package dev.towncrier.worker.outcome;

import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import dev.towncrier.store.ConsumedOffsets;
import dev.towncrier.store.DeadLetters;
import dev.towncrier.store.EndedReplay;
import dev.towncrier.store.OutcomeCounts;
import dev.towncrier.worker.kafka.ExactlyOnceReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/**
 * Counts outcomes by notification, each once. A replay's outcome takes the place of the dead letter
 * that was replayed, so that the counts add up to the audience.
 */
final class OutcomeCounter extends ExactlyOnceReader {
  private static final Logger log = LoggerFactory.getLogger(OutcomeCounter.class);
  private static final ObjectReader READER = Json.MAPPER.readerFor(Counted.class);

  /** What is counted of a {@link DeliveryOutcome}; the rest of it is passed over unread. */
  private record Counted(
      String application,
      String notificationId,
      String deliveryId,
      Outcome outcome,
      String pushService,
      @Nullable String browser,
      @Nullable Integer replay) {

    int replays() {
      return replay == null ? 0 : replay;
    }
  }

  private final OutcomeCounts counts;
  private final DeadLetters deadLetters;

  OutcomeCounter(ConsumedOffsets offsets, OutcomeCounts counts, DeadLetters deadLetters) {
    super(offsets);
    this.counts = counts;
    this.deadLetters = deadLetters;
  }

  @KafkaListener(
      id = "outcomes",
      idIsGroup = false,
      topics = "#{@topics.outcomes()}",
      containerFactory = "outcomeContainers")
  void onOutcomes(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
    read(records, consumer);
  }

  @Override
  protected boolean store(
      TopicPartition partition,
      long from,
      long next,
      List<ConsumerRecord<byte[], byte[]>> records) {
    List<Counted> outcomes = outcomes(records);
    List<EndedReplay> ended =
        outcomes.stream()
            .filter(outcome -> outcome.replays() > 0 && outcome.outcome() != Outcome.DEAD_LETTERED)
            .map(outcome ->
                new EndedReplay(outcome.application(), outcome.deliveryId(), outcome.replays()))
            .toList();
    if (!ended.isEmpty()) {
      deadLetters.removeEnded(ended); // may be done again
    }
    return counts.add(partition.topic(), partition.partition(), from, next, count(outcomes));
  }

  private static List<Counted> outcomes(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Counted> outcomes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        outcomes.add(READER.readValue(record.value()));
      } catch (JacksonException e) {
        log.warn("The record at {}@{} is no outcome", record.topic(), record.offset());
      }
    }
    return outcomes;
  }

  private static Map<OutcomeCounts.Key, Long> count(List<Counted> outcomes) {
    Map<OutcomeCounts.Key, Long> counted = new HashMap<>();
    for (Counted outcome : outcomes) {
      counted.merge(key(outcome, outcome.outcome()), 1L, Long::sum);
      if (outcome.replays() > 0) {
        counted.merge(key(outcome, Outcome.DEAD_LETTERED), -1L, Long::sum);
      }
    }
    counted.values().removeIf(count -> count == 0);
    return counted;
  }

  private static OutcomeCounts.Key key(Counted outcome, Outcome counted) {
    return new OutcomeCounts.Key(
        outcome.application(),
        outcome.notificationId(),
        counted,
        outcome.pushService(),
        outcome.browser());
  }
}
