package dev.towncrier.runner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PartsTest {

  private final List<String> stopped = new ArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void stopInReverseOrder() throws Exception {
    parts.start("Postgres", () -> () -> stopped.add("Postgres"));
    parts.start("Kafka", () -> () -> stopped.add("Kafka"));

    parts.close();
    parts.close();

    assertThat(stopped).containsExactly("Kafka", "Postgres");
  }

  @Test
  void stopTheOthersWhenOneFails() throws Exception {
    parts.start("Postgres", () -> () -> stopped.add("Postgres"));
    parts.start(
        "Kafka",
        () ->
            () -> {
              throw new IllegalStateException("stuck");
            });

    parts.close();

    assertThat(stopped).containsExactly("Postgres");
  }

  @Test
  void stopAPartThatWasBeingStarted() throws Exception {
    var begun = new CountDownLatch(1);
    Thread stopper =
        new Thread(() -> {
          await(begun);
          parts.close();
        });
    stopper.start();

    parts.start(
        "Postgres",
        () -> {
          begun.countDown();
          return () -> stopped.add("Postgres");
        });
    stopper.join();

    assertThat(stopped).containsExactly("Postgres");
    assertThatThrownBy(() -> parts.start("Kafka", () -> () -> stopped.add("Kafka")))
        .isInstanceOf(CancellationException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
