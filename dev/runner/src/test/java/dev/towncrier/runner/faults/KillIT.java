package dev.towncrier.runner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.TowncrierProcess;
import dev.towncrier.runner.Visitors.Subscriber;
import dev.towncrier.simulator.script.ScriptedAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are ended by {@code kill -9} at random moments. */
class KillIT {
  private static final int AUDIENCE = 10_000;

  /** Deliveries that a worker has open at most, so those that one kill can repeat. */
  private static final int WINDOW = 2_000;

  @TempDir Path folder;

  private final Random random = new Random(Seed.choose());

  @Test
  void losesNothingWhenALoneWorkerIsKilledAndComesBack() throws Exception {
    try (var system = Installation.start(folder, 1)) {
      List<Subscriber> everybody = system.subscribe(0, AUDIENCE);
      List<Subscriber> gone = everybody.subList(0, 100);
      List<Subscriber> away = everybody.subList(100, 200);
      var scripts = system.pushService(0).scripts();
      gone.forEach(to -> scripts.tell(to.pushToken(), List.of(ScriptedAnswer.always(410))));
      away.forEach(to -> scripts.tell(to.pushToken(), List.of(ScriptedAnswer.times(1, 503))));
      TowncrierProcess worker = system.awaitWorker();
      system.publish("n1", Duration.ofHours(1), everybody);
      awaitTaken(system, random.nextInt(AUDIENCE / 10, AUDIENCE * 8 / 10));

      worker.kill();
      system.awaitWorker();

      Balance balance = system.books().balance(Duration.ofMinutes(2));
      System.out.println(balance);
      assertThat(balance.outcomes())
          .containsExactlyInAnyOrderEntriesOf(Map.of("accepted", 9_900L, "gone", 100L));
      assertThat(balance.repeats()).isLessThanOrEqualTo(WINDOW);
      assertThat(gone).noneMatch(system::isSubscribed);
      assertThat(away).allMatch(system::isSubscribed);
    }
  }

  @Test
  @Tag("long")
  void losesNothingInTwentyKillsAmongAHundredThousandDeliveries() throws Exception {
    int notifications = 10;
    int kills = 2;
    try (var system = Installation.start(folder, 1)) {
      List<Subscriber> everybody = system.subscribe(0, AUDIENCE);
      var workers = new ArrayList<>(List.of(system.awaitWorker(), system.awaitWorker()));
      for (int notification = 0; notification < notifications; notification++) {
        system.publish("n" + notification, Duration.ofHours(1), everybody);
        for (int kill = 0; kill < kills; kill++) {
          int share = AUDIENCE * 8 / 10 / kills;
          int least = notification * AUDIENCE + kill * share;
          awaitTaken(system, least + random.nextInt(share));
          workers.remove(random.nextInt(workers.size())).kill();
          workers.add(system.awaitWorker());
        }
      }
      Balance balance = system.books().balance(Duration.ofMinutes(5));
      System.out.println(balance);
      assertThat(balance.outcomes())
          .containsExactly(Map.entry("accepted", (long) AUDIENCE * notifications));
      assertThat(balance.repeats()).isLessThanOrEqualTo((long) WINDOW * kills * notifications);
    }
  }

  private static void awaitTaken(Installation system, int count) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> system.books().taken() >= count);
  }
}
