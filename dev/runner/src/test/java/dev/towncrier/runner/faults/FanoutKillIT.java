package dev.towncrier.runner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.CommittedRecords;
import dev.towncrier.runner.TowncrierProcess;
import dev.towncrier.runner.Visitors.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are ended by {@code kill -9} while they fan out to a large audience. */
class FanoutKillIT {
  /** Deliveries that a worker has open at most, so those that one kill can repeat. */
  private static final int WINDOW = 2_000;

  /** Many small steps, and many ranges. */
  private static final Map<String, String> SMALL_STEPS =
      Map.of("TOWNCRIER_FANOUT_SLICE", "50", "TOWNCRIER_FANOUT_RANGES", "24");

  @TempDir Path folder;

  private final Random random = new Random(Seed.choose());

  @Test
  void requestsEveryDeliveryOnceWhenAWorkerIsKilledAndComesBack() throws Exception {
    kill(3_000, 1, 1);
  }

  @Test
  @Tag("long")
  void requestsEveryDeliveryOnceInTenKillsOfTwoWorkers() throws Exception {
    kill(10_000, 2, 10);
  }

  private void kill(int audience, int workers, int kills) throws Exception {
    try (var system = Installation.start(folder, 1);
        var bulk = system.records("push.deliveries.bulk")) {
      List<Subscriber> everybody = system.subscribe(0, audience);
      var running = new TowncrierProcess[workers];
      for (int worker = 0; worker < workers; worker++) {
        running[worker] = start(system);
      }
      Map<String, Integer> requested = new HashMap<>();
      system.publish("n1", Duration.ofHours(1), everybody);
      int share = audience / (kills + 1);
      for (int kill = 0; kill < kills; kill++) {
        int least = kill * share + random.nextInt(share);
        await()
            .atMost(Duration.ofMinutes(2))
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> read(bulk, requested) >= least);
        int worker = random.nextInt(workers);
        running[worker].kill();
        running[worker] = start(system);
      }

      Balance balance = system.books().balance(Duration.ofMinutes(3));
      System.out.println(balance);
      assertThat(balance.outcomes()).containsExactly(Map.entry("accepted", (long) audience));
      assertThat(balance.repeats()).isLessThanOrEqualTo((long) WINDOW * kills);
      await().until(() -> read(bulk, requested) >= audience);
      assertThat(read(bulk, requested)).isEqualTo(audience);
      assertThat(requested).hasSize(audience).allSatisfy((_, times) -> assertThat(times).isOne());
    }
  }

  /** Reads on, and tells how many requests there were so far. */
  private static int read(CommittedRecords bulk, Map<String, Integer> requested) {
    bulk.some().forEach(record -> requested.merge(record.key(), 1, Integer::sum));
    return requested.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static TowncrierProcess start(Installation system) {
    return system.startWorker(SMALL_STEPS).awaitLine("worker ready");
  }
}
