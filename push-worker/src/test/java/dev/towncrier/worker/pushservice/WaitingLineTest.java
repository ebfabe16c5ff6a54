package dev.towncrier.worker.pushservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
  private final WaitingLine line = new WaitingLine();

  @Test
  void givesOutWhatGoesFirstBeforeTheRestEachInItsOrder() {
    Sending usual = add(false, 1);
    Sending another = add(false, 2);
    Sending first = add(true, 3);
    Sending second = add(true, 4);

    assertThat(all()).containsExactly(first, second, usual, another);
    assertThat(line.isEmpty()).isTrue();
  }

  @Test
  void givesOneOfTheRestItsTurnInBetween() {
    for (int i = 0; i < 2 * WaitingLine.IN_BETWEEN; i++) {
      add(true, i);
    }
    Sending usual = add(false, 0);
    Sending another = add(false, 0);

    List<Sending> all = all();

    assertThat(all).hasSize(2 * WaitingLine.IN_BETWEEN + 2);
    assertThat(all.indexOf(usual)).isEqualTo(WaitingLine.IN_BETWEEN - 1);
    assertThat(all.indexOf(another)).isEqualTo(2 * WaitingLine.IN_BETWEEN - 1);
  }

  @Test
  void givesOutWhatWasGivenBackBeforeEverythingElse() {
    Sending first = add(true, 1);
    Sending again = sending(false, 2);
    line.addFirst(again);

    assertThat(all()).containsExactly(again, first);
  }

  @Test
  void takesOutWhatHasWaitedForTooLong() {
    Sending old = add(false, Long.MAX_VALUE); // the clock may overflow
    Sending oldToo = add(true, Long.MAX_VALUE - 1);
    Sending young = add(false, Long.MIN_VALUE + 1);

    assertThat(line.removeSince(Long.MIN_VALUE)).containsExactlyInAnyOrder(old, oldToo);
    assertThat(line.remove(young)).isTrue();
    assertThat(line.remove(young)).isFalse();
    assertThat(line.isEmpty()).isTrue();
  }

  private Sending add(boolean goesFirst, long since) {
    Sending sending = sending(goesFirst, since);
    line.add(sending);
    return sending;
  }

  private static Sending sending(boolean goesFirst, long since) {
    return new Sending(
        new PushServiceClient.Exchange() {
          @Override
          public boolean goesFirst() {
            return goesFirst;
          }

          @Override
          public PushRequest request() {
            throw new AssertionError();
          }

          @Override
          public void answered(PushResponse response) {
            throw new AssertionError();
          }

          @Override
          public void failed(RuntimeException cause) {
            throw new AssertionError();
          }
        },
        since);
  }

  private List<Sending> all() {
    List<Sending> all = new ArrayList<>();
    for (Sending next = line.poll(); next != null; next = line.poll()) {
      all.add(next);
    }
    return all;
  }
}
