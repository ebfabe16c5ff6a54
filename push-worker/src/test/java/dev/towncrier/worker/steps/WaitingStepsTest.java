package dev.towncrier.worker.steps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.RecordCoordinates;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Steps are named by their share and a number, such as {@code a1}. */
class WaitingStepsTest {
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");

  private final Set<String> due = new HashSet<>();
  private final WaitingSteps<String> waiting = new WaitingSteps<>();
  private long offset;

  private final Steps<String> steps =
      new Steps<>() {
        @Override
        public String read(byte[] value) {
          return new String(value, UTF_8);
        }

        @Override
        public String share(String step) {
          return step.substring(0, 1);
        }

        @Override
        public boolean isDue(String step, Instant now) {
          return due.contains(step);
        }

        @Override
        public List<ProducerRecord<byte[], byte[]>> follow(
            String step, RecordCoordinates source, Instant now) {
          return List.of();
        }
      };

  @Test
  void areMadeInTheirOrderWhileAllAreDue() {
    read("a1", "a2");
    due.addAll(List.of("a1", "a2"));

    assertThat(turn(NOON)).containsExactly("a1 made");
    assertThat(turn(NOON)).containsExactly("a2 made");
    assertThat(turn(NOON)).isEmpty();
  }

  @Test
  void areMadeForEachShareInOneTurnHoweverManyOneHas() {
    read("a1", "a2", "a3", "b1");
    due.addAll(List.of("a1", "a2", "a3", "b1"));

    assertThat(turn(NOON)).containsExactly("a1 made", "a2", "a3", "b1 made");
  }

  @Test
  void goBehindWhatIsMadeBeforeThem() {
    read("a1", "b1", "c1", "d1");
    due.addAll(List.of("c1"));

    assertThat(turn(NOON)).containsExactly("a1", "b1", "c1 made");
    assertThat(waiting.steps()).containsExactly("d1");
  }

  @Test
  void stayWhereTheyAreWhileNoneIsDue() {
    read("a1", "b1");

    assertThat(turn(NOON)).isEmpty();
    assertThat(turn(NOON.plusSeconds(3_599))).isEmpty();
    assertThat(waiting.steps()).containsExactly("a1", "b1");
  }

  @Test
  void areWrittenAnewOnceAnHourSoThatNoneIsForgotten() {
    read("a1", "b1");

    assertThat(turn(NOON.plusSeconds(3_600))).containsExactly("a1", "b1");
  }

  @Test
  void letThoseBehindThemHaveTheirTurnWhenTheyAreTooManyToReadOn() {
    for (int i = 0; !waiting.isFull(); i++) {
      read("a" + i);
    }

    assertThat(turn(NOON)).isEmpty();
    assertThat(turn(NOON.plusSeconds(1)))
        .hasSizeGreaterThan(10)
        .noneMatch(each -> each.endsWith("made"));
    assertThat(waiting.isFull()).isFalse();
  }

  @Test
  void includeWhatCouldNotBeReadSoThatItIsPassedOver() {
    read("a1");
    waiting.add(record("?"), null, NOON);
    read("b1");

    assertThat(turn(NOON)).containsExactly("a1", "? made");
  }

  @Test
  void leaveOutWhomAnotherPartitionServesInTheSameRound() {
    read("a1", "b1");
    due.addAll(List.of("a1", "b1"));

    Set<String> served = new HashSet<>(Set.of("a"));
    var turn = Objects.requireNonNull(waiting.next(steps, NOON, served));

    assertThat(turn.made()).singleElement().matches(each -> "b1".equals(each.step()));
    assertThat(served).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void areNotWrittenAnewWhileOneOfThemIsDue() {
    read("a1", "b1");
    due.add("b1");

    assertThat(waiting.anew(steps, NOON.plusSeconds(3_600))).isNull();
  }

  private void read(String... names) {
    for (String name : names) {
      waiting.add(record(name), name, NOON);
    }
  }

  private ConsumerRecord<byte[], byte[]> record(String name) {
    return new ConsumerRecord<>("steps", 0, offset++, new byte[0], name.getBytes(UTF_8));
  }

  /** What the next turn does with the first that wait. */
  private List<String> turn(Instant now) {
    var next = waiting.next(steps, now, new HashSet<>());
    var turn = next == null ? waiting.anew(steps, now) : next;
    if (turn == null) {
      return List.of();
    }
    waiting.remove(each -> each.record().offset() < turn.next());
    return turn.all().stream()
        .map(each ->
            new String(each.record().value(), UTF_8) + (turn.made().contains(each) ? " made" : ""))
        .toList();
  }
}
