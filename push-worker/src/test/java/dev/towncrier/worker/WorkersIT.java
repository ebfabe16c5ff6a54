package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.simulator.ledger.LedgerSummary;
import dev.towncrier.simulator.script.ScriptedAnswer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Several workers, coming and going. */
class WorkersIT {
  private static final int AUDIENCE = 1_500;

  @TempDir Path folder;
  private WorkerSystem system;

  @BeforeEach
  void startSystem() {
    system = new WorkerSystem(folder);
    system.subscribe(AUDIENCE);
    // Slow enough that the workers come and go in the middle of it.
    system.pushService.answers(ScriptedAnswer.always(201).after(Duration.ofMillis(50)));
  }

  @AfterEach
  void stopSystem() {
    system.close();
  }

  @Test
  void repeatNothingWhenOneComes() {
    startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    awaitRequests(AUDIENCE / 10);

    startWorker("w2");

    everyoneGotItOnce();
  }

  @Test
  void repeatNothingWhenOneGoes() {
    ConfigurableApplicationContext leaving = startWorker("w1");
    startWorker("w2");
    system.publish("n1", "{\"all\": true}");
    awaitRequests(AUDIENCE / 10);

    leaving.close();

    everyoneGotItOnce();
  }

  private ConfigurableApplicationContext startWorker(String id) {
    return system.startWorker(
        id,
        "towncrier.delivery.window=64",
        "towncrier.delivery.concurrency-per-push-service=16",
        "towncrier.fanout.slice=100");
  }

  private void awaitRequests(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> system.pushService.ledger().summary().accepted() >= count);
  }

  private void everyoneGotItOnce() {
    assertThat(system.awaitOutcomes(AUDIENCE)).hasSize(AUDIENCE);
    LedgerSummary summary = system.pushService.ledger().summary();
    assertThat(summary.acceptedTokens()).isEqualTo(AUDIENCE);
    assertThat(summary.entries()).isEqualTo(AUDIENCE);
  }
}
