package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.contract.Outcome;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.worker.WorkerSystem.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a notification is sent, how fast, and what it takes to stop it; by a stepped clock. */
class ControlIT {
  private static final String ALL = "{\"all\": true}";
  private static final Duration LATER = Duration.ofHours(1);
  private static final String[] IN_RANGES = {
    "towncrier.fanout.small=1", "towncrier.fanout.slice=10", "towncrier.fanout.ranges=3"
  };

  @TempDir Path folder;
  private WorkerSystem system;

  @BeforeEach
  void startSystem() {
    system = new WorkerSystem(folder);
  }

  @AfterEach
  void stopSystem() {
    system.close();
  }

  @Test
  void sendsNoEarlierThanItsTimeAndOnceWithSeveralWorkers() {
    system.subscribe(20);
    system.startWorker("w1");
    system.startWorker("w2");
    schedule("n1");

    assertThat(system.awaitStored("n1").scheduled()).isTrue();
    assertThat(system.count(system.topics.direct())).isZero();
    system.clock.step(LATER);

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 20L));
    assertThat(system.pushService.ledger().entries()).hasSize(20);
  }

  @Test
  void sendsAtItsTimeAfterARestart() {
    system.subscribe(20);
    system.startWorker("w1");
    schedule("n1");
    system.awaitStored("n1");
    system.stopWorkers();
    system.clock.step(LATER);

    system.startWorker("w1", IN_RANGES);

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 20L));
  }

  @Test
  void sendsNothingOfWhatWasCancelledBeforeItsTime() {
    system.subscribe(20);
    system.startWorker("w1");
    schedule("n1");
    system.awaitStored("n1");

    system.control.cancel(WorkerSystem.APPLICATION, "n1");

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.CANCELLED, 20L));
    assertThat(system.count(system.topics.direct()) + system.count(system.topics.bulk())).isZero();
    assertThat(system.awaitStored("n1").audience()).isEqualTo(20);
  }

  @Test
  void holdsWhatIsPausedUntilItIsResumed() {
    system.subscribe(20);
    system.startWorker("w1", IN_RANGES);
    schedule("n1");
    system.awaitStored("n1");
    system.control.pause(WorkerSystem.APPLICATION, "n1");
    system.clock.step(LATER);
    system.publish("n2", ALL); // paused, it delays no other
    assertThat(system.awaitEnd("n2")).isEqualTo(Map.of(Outcome.ACCEPTED, 20L));
    assertThat(system.pushService.ledger().entries()).hasSize(20);

    system.control.resume(WorkerSystem.APPLICATION, "n1");

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 20L));
  }

  @Test
  void expiresWhatIsStillPausedAtItsDeadline() {
    system.subscribe(20);
    system.startWorker("w1", IN_RANGES);
    schedule("n1");
    system.awaitStored("n1");
    system.control.pause(WorkerSystem.APPLICATION, "n1");
    system.clock.step(LATER);

    system.clock.step(Duration.ofDays(1));

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.EXPIRED, 20L));
    assertThat(system.pushService.ledger().entries()).isEmpty();
  }

  @Test
  void requestsNoFasterThanItsPace() {
    system.subscribe(4);
    system.startWorker("w1", IN_RANGES);
    schedule("n1");
    system.awaitStored("n1");
    system.control.pace(WorkerSystem.APPLICATION, "n1", 1);
    Instant begun = system.clock.instant().plus(LATER);
    system.clock.step(LATER);

    for (int minutes = 0; minutes < 10; minutes++) {
      long elapsed = Duration.between(begun, system.clock.instant()).toMinutes();
      assertThat(system.count(system.topics.bulk())).isLessThanOrEqualTo((int) elapsed + 1);
      system.clock.step(Duration.ofMinutes(1));
    }

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 4L));
  }

  @Test
  void goesOnAtOnceWhenItsPaceIsLifted() {
    system.subscribe(20);
    system.startWorker("w1", IN_RANGES);
    schedule("n1");
    system.awaitStored("n1");
    system.control.pace(WorkerSystem.APPLICATION, "n1", 1);
    system.clock.step(LATER);
    await().until(() -> system.count(system.topics.bulk()) > 0);

    system.control.pace(WorkerSystem.APPLICATION, "n1", null);

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 20L));
  }

  @Test
  void countsWhatACancelCameInTimeFor() {
    system.subscribe(20);
    system.startWorker("w1", IN_RANGES);
    schedule("n1");
    system.awaitStored("n1");
    system.control.pace(WorkerSystem.APPLICATION, "n1", 1);
    system.clock.step(LATER);
    system.awaitCount("n1", Outcome.ACCEPTED, 1);

    system.control.cancel(WorkerSystem.APPLICATION, "n1");

    assertThat(system.awaitEnd("n1"))
        .isEqualTo(Map.of(Outcome.ACCEPTED, 1L, Outcome.CANCELLED, 19L));
    assertThat(system.count(system.topics.outcomes())).isOne();
    assertThat(system.awaitStored("n1").audience()).isEqualTo(20);
  }

  @Test
  void endsDeliveriesThatWaitForAnotherAttemptWhenTheyAreCancelled() {
    List<Subscriber> subscribers = system.subscribe(5);
    away(subscribers);
    system.startWorker("w1");
    system.publish("n1", ALL);
    system.awaitRetries(5);

    system.control.cancel(WorkerSystem.APPLICATION, "n1");
    system.clock.step(Duration.ofMinutes(10));

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.CANCELLED, 5L));
    assertThat(system.pushService.ledger().entries()).hasSize(5);
  }

  @Test
  void parksDeliveriesOfWhatIsPausedAndSendsThemWhenItIsResumed() {
    List<Subscriber> subscribers = system.subscribe(5);
    away(subscribers);
    system.startWorker("w1");
    system.publish("n1", ALL);
    system.awaitRetries(5);
    system.control.pause(WorkerSystem.APPLICATION, "n1");
    system.clock.step(Duration.ofMinutes(10));
    system.awaitRetries(10);
    assertThat(system.pushService.ledger().entries()).hasSize(5);

    system.control.resume(WorkerSystem.APPLICATION, "n1");
    system.clock.step(Duration.ofMinutes(10));

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 5L));
    assertThat(system.awaitAllOutcomes(5)).allMatch(outcome -> outcome.attempts() == 2);
  }

  @Test
  void waitsForAPushServiceThatIsHeld() {
    List<Subscriber> subscribers = system.subscribe(20);
    String origin =
        subscribers.getFirst().push().endpoint().replaceFirst("(https://[^/]+)/.*", "$1");
    system.hold(origin, LATER);
    system.startWorker("w1", IN_RANGES);
    system.publish("n1", ALL);
    await().until(() -> system.count(system.topics.fanout()) > 1);
    assertThat(system.count(system.topics.bulk())).isZero();

    system.clock.step(LATER);

    assertThat(system.awaitEnd("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 20L));
  }

  private void away(List<Subscriber> subscribers) {
    subscribers.forEach(each ->
        system.pushService.answers(
            each.push(), ScriptedAnswer.times(1, 503).withHeader("Retry-After", "60")));
  }

  private void schedule(String id) {
    Instant sendAt = system.clock.instant().plus(LATER);
    system.publish(id, ALL, ", \"sendAt\": \"" + sendAt + "\"");
  }
}
