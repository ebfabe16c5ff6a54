package dev.towncrier.runner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.TowncrierProcess;
import dev.towncrier.runner.Visitors.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that come and go every few seconds. */
@Tag("long")
class RebalanceIT {
  private static final int AUDIENCE = 2_500;
  private static final int VISITS = 6;

  @TempDir Path folder;

  @Test
  void repeatsNothingWhileWorkersComeAndGo() throws Exception {
    try (var system = Installation.start(folder, 1)) {
      List<Subscriber> everybody = system.subscribe(0, AUDIENCE);
      system.awaitWorker();
      for (int visit = 0; visit < VISITS; visit++) {
        system.publish("n" + visit, Duration.ofHours(1), everybody);
        TowncrierProcess visitor = system.awaitWorker();
        int before = system.books().taken();
        system.publish("m" + visit, Duration.ofHours(1), everybody);
        await()
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(50))
            .until(() -> system.books().taken() >= before + AUDIENCE / 4);
        assertThat(visitor.stop()).isEqualTo(143);
      }
      Balance balance = system.books().balance(Duration.ofMinutes(3));
      System.out.println(balance);
      assertThat(balance.outcomes()).containsExactly(Map.entry("accepted", 2L * VISITS * AUDIENCE));
      assertThat(balance.repeats()).isZero();
    }
  }
}
