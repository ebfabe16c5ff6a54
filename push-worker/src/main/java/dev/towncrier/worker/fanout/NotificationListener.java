package dev.towncrier.worker.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.PushMessage;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.Arrival;
import dev.towncrier.store.Beginning;
import dev.towncrier.store.Claim;
import dev.towncrier.store.Present;
import dev.towncrier.store.RecordCoordinates;
import dev.towncrier.worker.kafka.Transactions;
import dev.towncrier.worker.tracing.Fields;
import dev.towncrier.worker.tracing.Traces;
import dev.towncrier.worker.tracing.Tracing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Takes notification events from Kafka. What is no valid event goes to the dead-letter topic whole
 * and holds up nothing.
 */
final class NotificationListener {
  private static final Logger log = LoggerFactory.getLogger(NotificationListener.class);

  private final Fanout fanout;
  private final Transactions transactions;
  private final Topics topics;
  private final Tracing tracing;

  NotificationListener(Fanout fanout, Transactions transactions, Topics topics, Tracing tracing) {
    this.fanout = fanout;
    this.transactions = transactions;
    this.topics = topics;
    this.tracing = tracing;
  }

  @KafkaListener(
      id = "notifications",
      idIsGroup = false,
      topicPattern = "#{@topics.allNotifications().pattern()}",
      containerFactory = "notificationContainers")
  void onNotifications(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
    try (Traces traces = tracing.begin()) {
      take(records, consumer, traces);
      traces.committed();
    }
  }

  private void take(
      ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer, Traces traces) {
    List<ProducerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    Map<ConsumerRecord<byte[], byte[]>, NotificationRequested> events = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        events.put(record, read(record));
      } catch (InvalidJson e) {
        deadLetters.add(deadLetter(record, e.getMessage()));
      }
    }
    Present present = fanout.look(events.values());
    List<ConsumerRecord<byte[], byte[]>> valid = new ArrayList<>();
    List<Arrival> arrivals = new ArrayList<>();
    events.forEach((record, event) -> {
      try {
        check(record, event, present);
        valid.add(record);
        arrivals.add(new Arrival(event, source(record)));
      } catch (InvalidJson e) {
        deadLetters.add(deadLetter(record, e.getMessage()));
      }
    });
    List<Beginning> beginnings = fanout.begin(arrivals, present);
    Stream<ProducerRecord<byte[], byte[]>> following =
        IntStream.range(0, beginnings.size())
            .boxed()
            .flatMap(i -> {
              NotificationRequested event = arrivals.get(i).event();
              return traces.event(
                  valid.get(i),
                  event.application(),
                  event.id(),
                  follow(valid.get(i), event, beginnings.get(i)));
            });
    transactions.commit(
        Stream.concat(deadLetters.stream(), following),
        records.nextOffsets(),
        consumer.groupMetadata());
  }

  private Stream<ProducerRecord<byte[], byte[]>> follow(
      ConsumerRecord<byte[], byte[]> record, NotificationRequested event, Beginning beginning) {
    return switch (beginning.claim()) {
      case Claim.Granted(var notification) -> fanout.follow(notification, beginning);
      case Claim.Duplicate() -> {
        about(log.atInfo(), record, event).log("Notification {} was taken before", event.id());
        yield Stream.empty();
      }
      case Claim.Conflict() ->
          Stream.of(
              deadLetter(
                  record,
                  new InvalidJson("id", "is taken by another notification: " + event.id())
                      .getMessage()));
    };
  }

  private static RecordCoordinates source(ConsumerRecord<byte[], byte[]> record) {
    return new RecordCoordinates(record.topic(), record.partition(), record.offset());
  }

  private NotificationRequested read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new InvalidJson("", "The record has no value");
    }
    NotificationRequested event = NotificationRequested.parse(record.value());
    if (!record.topic().equals(topics.notifications())
        && !record.topic().equals(topics.notifications(event.application()))) {
      throw new InvalidJson(
          "application", "is " + event.application() + " on the topic " + record.topic());
    }
    return event;
  }

  private static void check(
      ConsumerRecord<byte[], byte[]> record, NotificationRequested event, Present present) {
    String navigate = present.navigates().get(event.application());
    if (navigate == null) {
      throw new InvalidJson("application", "is unknown: " + event.application());
    }
    PushMessage message = PushMessage.of(event, navigate);
    message.requireToFit();
    message
        .warning()
        .ifPresent(warning ->
            about(log.atWarn(), record, event)
                .log("Notification {} of {}: {}", event.id(), event.application(), warning));
  }

  private static LoggingEventBuilder about(
      LoggingEventBuilder line,
      ConsumerRecord<byte[], byte[]> record,
      NotificationRequested event) {
    return Fields.notification(
        line, event.application(), event.id(), Tracing.parent(record.headers()).orElse(null));
  }

  private ProducerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> record, String reason) {
    log.warn(
        "The record at {}-{}@{} goes to the dead-letter topic: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        reason);
    var letter =
        new ProducerRecord<>(topics.notificationsDeadLetter(), record.key(), record.value());
    letter.headers().add("reason", reason.getBytes(UTF_8));
    return letter;
  }
}
