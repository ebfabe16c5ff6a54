package dev.towncrier.contract.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.NotificationRequested;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files are what each version wrote, and are never changed. */
class GoldenRecordsTest {
  private static final String THIS_VERSION = "0.1";

  @Test
  void whatIsWrittenIsTheGoldenText() {
    assertThat(GoldenRecords.EVENT.completeFor("demo").json())
        .isEqualTo(golden(THIS_VERSION, "notification-event").getFirst());
    assertThat(
            Stream.of(GoldenRecords.ACCEPTED, GoldenRecords.DEAD_LETTERED, GoldenRecords.REPLAYED)
                .map(Json.MAPPER::writeValueAsString)
                .toList())
        .isEqualTo(golden(THIS_VERSION, "outcome"));
  }

  @ParameterizedTest
  @ValueSource(strings = THIS_VERSION) // and every older one
  void whatAVersionWroteIsStillReadAndValid(String version) {
    List<String> events = golden(version, "notification-event");
    List<String> outcomes = golden(version, "outcome");

    assertThat(events)
        .extracting(event -> NotificationRequested.parse(event.getBytes(UTF_8)))
        .containsExactly(
            NotificationRequested.parse(
                GoldenRecords.EVENT.completeFor("demo").json().getBytes(UTF_8)));
    assertThat(outcomes)
        .extracting(outcome -> Json.MAPPER.readValue(outcome, DeliveryOutcome.class))
        .containsExactly(
            GoldenRecords.ACCEPTED, GoldenRecords.DEAD_LETTERED, GoldenRecords.REPLAYED);
    assertThat(events).flatMap(RecordSchema.of("notification-event")::errors).isEmpty();
    assertThat(outcomes).flatMap(RecordSchema.of("outcome")::errors).isEmpty();
  }

  /** The records of a golden file, one a line. */
  private static List<String> golden(String version, String name) {
    String file = "/dev/towncrier/contract/golden/" + version + "/" + name + ".ndjson";
    try (InputStream in = GoldenRecordsTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
