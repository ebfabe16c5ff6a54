package dev.towncrier.runner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.Visitors.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker or a Postgres that goes away under load and comes back. */
@Tag("long")
class ServerRestartIT {
  private static final int AUDIENCE = 5_000;
  private static final Duration AWAY = Duration.ofSeconds(15);

  @TempDir Path folder;

  private interface Ending {
    void of(Server server);
  }

  @Test
  void goesOnWhenTheBrokerWasKilled() throws Exception {
    breaks(Installation::kafka, Server::kill);
  }

  @Test
  void goesOnWhenTheBrokerWasRestarted() throws Exception {
    breaks(Installation::kafka, Server::stop);
  }

  @Test
  void goesOnWhenPostgresCrashed() throws Exception {
    breaks(Installation::postgres, Server::kill);
  }

  @Test
  void goesOnWhenPostgresWasRestarted() throws Exception {
    breaks(Installation::postgres, Server::stop);
  }

  private interface Choice {
    Server in(Installation system);
  }

  private void breaks(Choice choice, Ending ending) throws Exception {
    try (var system = Installation.start(folder, 1)) {
      List<Subscriber> everybody = system.subscribe(0, AUDIENCE);
      system.awaitWorker();
      system.awaitWorker();
      system.publish("n1", Duration.ofHours(1), everybody);
      system.publish("n2", Duration.ofHours(1), everybody);
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> system.books().taken() >= AUDIENCE / 4);

      Server server = choice.in(system);
      ending.of(server);
      await().pollDelay(AWAY).atMost(AWAY.plusSeconds(5)).until(() -> true);
      server.comeBack();

      Balance balance = system.books().balance(Duration.ofMinutes(4));
      System.out.println(balance);
      assertThat(balance.outcomes()).containsExactly(Map.entry("accepted", 2L * AUDIENCE));
    }
  }
}
