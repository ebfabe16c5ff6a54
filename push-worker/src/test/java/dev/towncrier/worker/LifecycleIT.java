package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Outcome;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.worker.WorkerSystem.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleIT {
  private static final String PAST = "expires_at = now() - interval '1 second'";

  @TempDir Path folder;
  private WorkerSystem system;

  @BeforeEach
  void start() {
    system = new WorkerSystem(folder);
  }

  @AfterEach
  void stop() {
    system.close();
  }

  @Test
  void requestsNothingForASubscriptionThatHasExpired() {
    Subscriber expired = system.subscribe(1).getFirst();
    Subscriber stays = system.subscribe(1).getFirst();
    system.setColumn(expired, PAST);
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");

    assertThat(system.awaitOutcomes(1)).containsOnlyKeys(stays.id());
  }

  @Test
  void sendsNothingMoreOnceASubscriptionHasExpired() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(
        subscriber.push(), ScriptedAnswer.times(1, 503).withHeader("Retry-After", "120"));
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    system.awaitRetries(1);

    system.setColumn(subscriber, PAST);
    system.clock.step(Duration.ofSeconds(131));

    DeliveryOutcome outcome = system.awaitOutcomes(1).get(subscriber.id());
    assertThat(outcome.outcome()).isEqualTo(Outcome.GONE);
    assertThat(outcome.status()).isNull();
    assertThat(outcome.attempts()).isOne();
    assertThat(system.pushService.ledger().entries()).hasSize(1);
  }

  @Test
  void notesThatAPushServiceTakesMessagesOnceInFourWeeks() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");
    system.awaitEnd("n1");
    List<String> first = noted(subscriber);
    system.publish("n2", "{\"all\": true}");
    system.awaitEnd("n2");
    List<String> second = noted(subscriber);
    system.setColumn(subscriber, "last_accepted_on = last_accepted_on - 28");
    system.publish("n3", "{\"all\": true}");
    system.awaitEnd("n3");

    assertThat(first.getLast()).isEqualTo(system.clock.instant().toString().substring(0, 10));
    assertThat(second).as("not written again").isEqualTo(first);
    assertThat(noted(subscriber).getLast()).isEqualTo(first.getLast());
  }

  private List<String> noted(Subscriber subscriber) {
    return List.of(
        system.column(subscriber, "xmin"), system.column(subscriber, "last_accepted_on"));
  }
}
