package dev.towncrier.worker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Json;
import dev.towncrier.store.NewDeadLetter;
import dev.towncrier.store.RecordCoordinates;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterReaderTest {
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");
  private static final RecordCoordinates SOURCE = new RecordCoordinates("dead", 3, 17);
  private static final DeliveryRequested DELIVERY =
      new DeliveryRequested(
          "d1",
          "n1",
          "shop",
          new UUID(0, 1),
          NOON.plusSeconds(60),
          "https://push.example",
          new UUID(0, 2),
          null,
          2,
          null,
          NOON.minusSeconds(60),
          1);

  @Test
  void readsADeliveryAndWhatCameOfIt() {
    assertThat(
            read(
                Json.MAPPER.writeValueAsBytes(DELIVERY),
                Map.of(
                    "reason", "refused",
                    "status", "400",
                    "attempts", "3",
                    "first-attempt-at", "2030-01-31T11:59:00Z",
                    "last-attempt-at", "2030-01-31T12:00:00Z",
                    "response", "no")))
        .contains(
            new NewDeadLetter(
                "shop",
                DeadLetterReason.REFUSED,
                DELIVERY,
                new NewDeadLetter.Ending(400, 3, NOON.minusSeconds(60), NOON, "no"),
                NOON,
                SOURCE));
  }

  @Test
  void readsADeliveryWhoseHeadersSayLittle() {
    assertThat(
            read(
                Json.MAPPER.writeValueAsBytes(DELIVERY),
                Map.of("reason", "refused", "status", "four", "last-attempt-at", "noon")))
        .map(NewDeadLetter::ending)
        .contains(new NewDeadLetter.Ending(null, 2, null, null, ""));
  }

  @Test
  void readsAResponseThatIsNoUtf8() {
    ConsumerRecord<byte[], byte[]> record =
        record(Json.MAPPER.writeValueAsBytes(DELIVERY), Map.of("reason", "refused"));
    record.headers().add("response", new byte[] {'a', (byte) 0xff, 0, 'b', (byte) 0xc3});

    assertThat(DeadLetterReader.read(record).orElseThrow().ending().response())
        .isEqualTo("a\uFFFD\0b\uFFFD");
  }

  @Test
  void findsTheApplicationOfWhatIsNoDelivery() {
    assertThat(read("{\"application\": \"shop\"}".getBytes(UTF_8), Map.of("reason", "poison")))
        .contains(new NewDeadLetter("shop", DeadLetterReason.POISON, null, null, NOON, SOURCE));
  }

  @Test
  void listsNothingThatNamesNoApplication() {
    for (String value : new String[] {"", "no JSON", "{}", "[]", "{\"application\": 5}"}) {
      assertThat(read(value.getBytes(UTF_8), Map.of("reason", "poison"))).as(value).isEmpty();
    }
    assertThat(read(null, Map.of())).isEmpty();
  }

  @Test
  void takesAReasonThatItDoesNotKnowForPoison() {
    assertThat(read(Json.MAPPER.writeValueAsBytes(DELIVERY), Map.of("reason", "new")))
        .map(NewDeadLetter::reason)
        .contains(DeadLetterReason.POISON);
  }

  private static Optional<NewDeadLetter> read(byte[] value, Map<String, String> headers) {
    return DeadLetterReader.read(record(value, headers));
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] value, Map<String, String> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
    return new ConsumerRecord<>(
        SOURCE.topic(),
        SOURCE.partition(),
        SOURCE.offset(),
        NOON.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        value == null ? 0 : value.length,
        null,
        value,
        all,
        Optional.empty());
  }
}
