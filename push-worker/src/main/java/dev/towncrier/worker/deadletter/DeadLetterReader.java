package dev.towncrier.worker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Json;
import dev.towncrier.store.NewDeadLetter;
import dev.towncrier.store.RecordCoordinates;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads records of the topic of dead letters: values are deliveries, or anything at all where the
 * reason is poison; the rest stands in headers, as UTF-8 text.
 */
final class DeadLetterReader {
  private DeadLetterReader() {}

  /** Why the record stands there; a record without a reason that we know is poison. */
  static DeadLetterReason reason(ConsumerRecord<byte[], byte[]> record) {
    return header(record, "reason").flatMap(DeadLetterReason::of).orElse(DeadLetterReason.POISON);
  }

  /** The dead letter; empty if the record doesn't say which application it belongs to. */
  static Optional<NewDeadLetter> read(ConsumerRecord<byte[], byte[]> record) {
    DeadLetterReason reason = reason(record);
    DeliveryRequested delivery = reason == DeadLetterReason.POISON ? null : delivery(record);
    return (delivery == null ? application(record) : Optional.of(delivery.application()))
        .map(application ->
            new NewDeadLetter(
                application,
                reason,
                delivery,
                delivery == null ? null : ending(record, delivery),
                Instant.ofEpochMilli(record.timestamp()),
                new RecordCoordinates(record.topic(), record.partition(), record.offset())));
  }

  private static @Nullable DeliveryRequested delivery(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null
          ? null
          : Json.MAPPER.readValue(record.value(), DeliveryRequested.class);
    } catch (JacksonException e) {
      return null;
    }
  }

  private static Optional<String> application(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null
          ? Optional.empty()
          : Json.MAPPER.readTree(record.value()).path("application").stringValueOpt();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static NewDeadLetter.Ending ending(
      ConsumerRecord<byte[], byte[]> record, DeliveryRequested delivery) {
    return new NewDeadLetter.Ending(
        header(record, "status").map(DeadLetterReader::number).orElse(null),
        header(record, "attempts").map(DeadLetterReader::number).orElse(delivery.attempts()),
        header(record, "first-attempt-at").map(DeadLetterReader::instant).orElse(null),
        header(record, "last-attempt-at").map(DeadLetterReader::instant).orElse(null),
        header(record, "response").orElse(""));
  }

  private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }

  private static @Nullable Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
