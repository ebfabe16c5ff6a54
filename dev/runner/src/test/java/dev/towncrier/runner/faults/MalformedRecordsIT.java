package dev.towncrier.runner.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.Visitors.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that nobody can read, among good ones. */
@Tag("long")
class MalformedRecordsIT {
  private static final int AUDIENCE = 1_000;
  private static final int MALFORMED = 1_000;

  private static final List<String> EVENTS =
      List.of(
          "",
          "nonsense",
          "[]",
          "{}",
          "\u0000\u0001",
          "{\"id\":\"x\",\"application\":\"nobody\",\"audience\":{\"all\":true},"
              + "\"notification\":{\"title\":\"x\"}}",
          "{\"id\":\"x\",\"application\":\"demo\",\"audience\":{\"all\":true},"
              + "\"notification\":{\"title\":\"x\"},\"ttl\":-1}",
          "{\"id\":\"x\",\"application\":\"demo\",\"audience\":{},"
              + "\"notification\":{\"title\":\"x\"}}",
          "{\"id\":\"x\",\"application\":\"demo\",\"audience\":{\"all\":true},"
              + "\"notification\":{}}");

  @TempDir Path folder;

  @Test
  void holdNothingUp() throws Exception {
    try (var system = Installation.start(folder, 1)) {
      List<Subscriber> everybody = system.subscribe(0, AUDIENCE);
      system.awaitWorker();
      system.publish("n1", Duration.ofHours(1), everybody);
      system.write("push.notifications", malformed());
      system.write("push.deliveries.direct", malformed());
      system.publish("n2", Duration.ofHours(1), everybody);
      system.write("push.deliveries.bulk", malformed());
      system.publish("n3", Duration.ofHours(1), everybody);

      Balance balance = system.books().balance(Duration.ofMinutes(3));

      assertThat(balance.outcomes()).containsExactly(Map.entry("accepted", 3L * AUDIENCE));
      assertThat(balance.repeats()).isZero();
      assertLetters(system, "push.notifications.dead-letter", MALFORMED);
      assertLetters(system, "push.deliveries.dead-letter", 2 * MALFORMED);
    }
  }

  private static List<byte[]> malformed() {
    return IntStream.range(0, MALFORMED)
        .mapToObj(i -> EVENTS.get(i % EVENTS.size()).getBytes(UTF_8))
        .toList();
  }

  private static void assertLetters(Installation system, String topic, int count) {
    try (var letters = system.records(topic)) {
      var found = new ArrayList<ConsumerRecord<String, String>>();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> {
            found.addAll(letters.further());
            assertThat(found).hasSize(count);
          });
      assertThat(found)
          .allSatisfy(letter -> assertThat(letter.headers().lastHeader("reason")).isNotNull());
    }
  }
}
