package dev.towncrier.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionCapTest {
  private final List<String> counts = new ArrayList<>();
  private long stored;
  private long nanos;
  private Duration countTakes = Duration.ZERO;

  private final SubscriptionCap cap =
      new SubscriptionCap(3, this::count, () -> nanos, Runnable::run);

  @Test
  void isReachedByWhatIsThereAndWhatIsAdded() {
    stored = 1;
    assertThat(cap.isReached("shop")).isFalse();
    cap.added("shop", 1);
    assertThat(cap.isReached("shop")).isFalse();
    cap.added("shop", 1);
    assertThat(cap.isReached("shop")).isTrue();
    assertThat(cap.isReached("blog")).isFalse();
    assertThat(counts).containsExactly("shop", "blog");
  }

  @Test
  void leavesRoomForTheRest() {
    stored = 1;
    assertThat(cap.room("shop")).isEqualTo(2);
    cap.added("shop", 2);
    assertThat(cap.room("shop")).isZero();
    cap.added("shop", 5);
    assertThat(cap.room("shop")).isZero();
    assertThat(cap.isReached("shop")).isTrue();
  }

  @Test
  void looksAgainAfterFiveSeconds() {
    stored = 3;
    assertThat(cap.isReached("shop")).isTrue();
    stored = 2;
    pass(Duration.ofMillis(4_999));
    assertThat(cap.isReached("shop")).isTrue();

    pass(Duration.ofMillis(1));

    assertThat(cap.isReached("shop")).isFalse();
    assertThat(counts).hasSize(2);
  }

  @Test
  void looksLessOftenTheLongerALookTakes() {
    countTakes = Duration.ofSeconds(2);
    cap.isReached("shop");

    pass(Duration.ofSeconds(99));
    cap.isReached("shop");
    assertThat(counts).hasSize(1);

    pass(Duration.ofSeconds(1));
    cap.isReached("shop");
    assertThat(counts).hasSize(2);
  }

  @Test
  void keepsWhatItKnowsWhenALookFails() {
    stored = 3;
    assertThat(cap.isReached("shop")).isTrue();
    stored = -1;
    pass(Duration.ofSeconds(5));

    assertThat(cap.isReached("shop")).isTrue();

    stored = 0;
    assertThat(cap.isReached("shop")).isTrue();
    pass(Duration.ofSeconds(5));
    assertThat(cap.isReached("shop")).isFalse();
  }

  @Test
  void countsNothingWithoutACap() {
    SubscriptionCap none = new SubscriptionCap(0, this::count, () -> nanos, Runnable::run);
    stored = 1_000;

    assertThat(none.isReached("shop")).isFalse();
    none.added("shop", 1);
    assertThat(none.isReached("shop")).isFalse();
    assertThat(counts).isEmpty();
  }

  private long count(String application, long atMost) {
    if (stored < 0) {
      throw new IllegalStateException("Postgres is away");
    }
    counts.add(application);
    pass(countTakes);
    return Math.min(stored, atMost);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
