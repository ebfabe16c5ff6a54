package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeCountsIT {
  private static final TestStore store = new TestStore();
  private final OutcomeCounts counts = store.counts;
  private final Application application = store.application();
  private final String topic = application.id() + ".outcomes";

  @BeforeEach
  void twoNotifications() {
    store.claim(application, "1", "{\"all\": true}");
    store.claim(application, "2", "{\"all\": true}");
  }

  @Test
  void startsAtTheBeginning() {
    assertThat(store.offsets.next(topic, 0)).isZero();
  }

  @Test
  void addsUpBatchByBatch() {
    assertThat(
            counts.add(
                topic,
                0,
                0,
                10,
                Map.of(
                    key("1", Outcome.ACCEPTED), 6L,
                    key("1", Outcome.GONE), 1L,
                    key("2", Outcome.ACCEPTED), 3L)))
        .isTrue();
    assertThat(counts.add(topic, 0, 10, 12, Map.of(key("1", Outcome.ACCEPTED), 2L))).isTrue();

    assertThat(counted("1")).isEqualTo(Map.of(Outcome.ACCEPTED, 8L, Outcome.GONE, 1L));
    assertThat(counted("2")).isEqualTo(Map.of(Outcome.ACCEPTED, 3L));
    assertThat(store.offsets.next(topic, 0)).isEqualTo(12);
  }

  @Test
  void movesOneToAnotherOutcomeAndShowsNoneThatNobodyHas() {
    counts.add(topic, 0, 0, 1, Map.of(key("1", Outcome.DEAD_LETTERED), 2L));

    counts.add(
        topic, 0, 1, 2, Map.of(key("1", Outcome.DEAD_LETTERED), -1L, key("1", Outcome.GONE), 1L));
    assertThat(counted("1")).isEqualTo(Map.of(Outcome.DEAD_LETTERED, 1L, Outcome.GONE, 1L));

    counts.add(
        topic, 0, 2, 3, Map.of(key("1", Outcome.DEAD_LETTERED), -1L, key("1", Outcome.GONE), 1L));
    assertThat(counted("1")).isEqualTo(Map.of(Outcome.GONE, 2L));
  }

  @Test
  void addsABatchOnce() {
    Map<OutcomeCounts.Key, Long> batch = Map.of(key("1", Outcome.ACCEPTED), 5L);
    assertThat(counts.add(topic, 0, 0, 5, batch)).isTrue();

    assertThat(counts.add(topic, 0, 0, 5, batch)).isFalse();
    assertThat(counts.add(topic, 0, 4, 9, batch)).isFalse();
    assertThat(counts.add(topic, 0, 6, 9, batch)).isFalse();

    assertThat(counted("1")).isEqualTo(Map.of(Outcome.ACCEPTED, 5L));
    assertThat(store.offsets.next(topic, 0)).isEqualTo(5);
  }

  @Test
  void addsNothingFromTheMiddleOfAPartitionThatItHasNotSeen() {
    assertThat(counts.add(topic, 0, 5, 9, Map.of(key("1", Outcome.ACCEPTED), 4L))).isFalse();

    assertThat(counted("1")).isEmpty();
    assertThat(store.offsets.next(topic, 0)).isZero();
  }

  @Test
  void keepsPartitionsAndTopicsApart() {
    counts.add(topic, 0, 0, 3, Map.of(key("1", Outcome.ACCEPTED), 3L));
    counts.add(topic, 1, 0, 4, Map.of(key("1", Outcome.ACCEPTED), 4L));
    counts.add(topic + "2", 0, 0, 5, Map.of());

    assertThat(store.offsets.next(topic, 0)).isEqualTo(3);
    assertThat(store.offsets.next(topic, 1)).isEqualTo(4);
    assertThat(store.offsets.next(topic + "2", 0)).isEqualTo(5);
    assertThat(counted("1")).isEqualTo(Map.of(Outcome.ACCEPTED, 7L));
  }

  @Test
  void passesOverNotificationsThatAreUnknown() {
    assertThat(
            counts.add(
                topic,
                0,
                0,
                2,
                Map.of(key("swept", Outcome.ACCEPTED), 1L, key("1", Outcome.EXPIRED), 1L)))
        .isTrue();

    assertThat(counted("1")).isEqualTo(Map.of(Outcome.EXPIRED, 1L));
  }

  @Test
  void addsABatchOnceForAllWorkersWhoTryAtOnce() throws Exception {
    Map<OutcomeCounts.Key, Long> batch = Map.of(key("1", Outcome.ACCEPTED), 5L);

    List<Boolean> added = TestStore.atOnce(8, _ -> () -> counts.add(topic, 0, 0, 5, batch));

    assertThat(added).containsOnlyOnce(true);
    assertThat(counted("1")).isEqualTo(Map.of(Outcome.ACCEPTED, 5L));
  }

  @Test
  void letsPartitionsCountAtOnceInAnyOrder() throws Exception {
    OutcomeCounts.Key first = key("1", Outcome.ACCEPTED);
    OutcomeCounts.Key second = key("2", Outcome.ACCEPTED);

    List<Boolean> added =
        TestStore.atOnce(
            8,
            partition ->
                () -> {
                  Map<OutcomeCounts.Key, Long> batch = new LinkedHashMap<>();
                  batch.put(partition % 2 == 0 ? first : second, 1L);
                  batch.put(partition % 2 == 0 ? second : first, 1L);
                  return counts.add(topic, partition, 0, 1, batch);
                });

    assertThat(added).containsOnly(true);
    assertThat(counted("1")).isEqualTo(Map.of(Outcome.ACCEPTED, 8L));
    assertThat(counted("2")).isEqualTo(Map.of(Outcome.ACCEPTED, 8L));
  }

  private OutcomeCounts.Key key(String notification, Outcome outcome) {
    return new OutcomeCounts.Key(
        application.id(), notification, outcome, TestStore.PUSH_SERVICE, null);
  }

  private Map<Outcome, Long> counted(String notification) {
    return store.notifications.progress(application.id(), notification).orElseThrow().counts();
  }
}
