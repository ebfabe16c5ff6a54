package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Outcome;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.store.PushServiceState;
import dev.towncrier.worker.WorkerSystem.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a push service's answers mean for the deliveries that come after. */
class IsolationIT {
  private static final Duration AN_HOUR = Duration.ofHours(1);

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
  void asksNothingMoreOfAPushServiceThatWantsAnHour() {
    system.subscribe(20);
    system.pushService.answers(ScriptedAnswer.always(429).withHeader("Retry-After", "3600"));
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    system.awaitRetries(20);
    long asked = requests();

    system.publish("n2", "{\"all\": true}");
    system.awaitRetries(40);
    assertThat(requests()).isEqualTo(asked);
    system.pushService.answers(ScriptedAnswer.always(201));
    system.clock.step(AN_HOUR.plusSeconds(30));

    assertThat(outcomes(40)).containsOnly(Map.entry(Outcome.ACCEPTED, 40L));
    assertThat(requests()).isEqualTo(asked + 40);
  }

  @Test
  void givesUpAtOnceWhatCouldOnlyGoAfterItsDeadline() {
    system.subscribe(5);
    system.pushService.answers(ScriptedAnswer.always(429).withHeader("Retry-After", "3600"));
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    system.awaitRetries(5);
    long asked = requests();

    system.publish("n2", "{\"all\": true}", ", \"ttl\": 1800");

    assertThat(outcomes(5)).containsOnly(Map.entry(Outcome.EXPIRED, 5L));
    assertThat(requests()).isEqualTo(asked);
  }

  @Test
  void tellsOtherWorkersToWaitToo() {
    system.subscribe(8);
    system.pushService.answers(ScriptedAnswer.always(429).withHeader("Retry-After", "3600"));
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    system.awaitRetries(8);
    system.awaitHolds(1);
    system.stopWorkers();
    long asked = requests();

    system.startWorker("w2");
    system.publish("n2", "{\"all\": true}");

    system.awaitRetries(16);
    assertThat(requests()).isEqualTo(asked);
  }

  @Test
  void makesNoAttemptsWhileAPushServiceOnlyFails() {
    system.subscribe(20);
    system.pushService.answers(ScriptedAnswer.always(503));
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    system.awaitRetries(20);
    long asked = requests();

    system.publish("n2", "{\"all\": true}");
    system.awaitRetries(40);
    assertThat(requests()).isEqualTo(asked);
    await()
        .untilAsserted(() ->
            assertThat(system.pushServices())
                .singleElement()
                .extracting(PushServiceState::failure)
                .asString()
                .startsWith("503"));
    system.pushService.answers(ScriptedAnswer.always(201));
    system.clock.step(Duration.ofSeconds(30));

    assertThat(awaitAll(40))
        .filteredOn(outcome -> outcome.notificationId().equals("n2"))
        .hasSize(20)
        .allSatisfy(outcome -> assertThat(outcome.attempts()).isEqualTo(1));
  }

  @Test
  void sendsOnlyTheNewestOfMessagesThatCollapse() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(
        subscriber.push(),
        ScriptedAnswer.times(1, 503).withHeader("Retry-After", "10"), // no sooner
        ScriptedAnswer.always(201));
    system.startWorker("w1");
    system.publish("old", "{\"all\": true}", ", \"collapseKey\": \"score\"");
    system.awaitRetries(1);
    system.publish("other", "{\"all\": true}", ", \"collapseKey\": \"weather\"");
    system.publish("new", "{\"all\": true}", ", \"collapseKey\": \"score\"");
    awaitAll(2);

    system.clock.step(Duration.ofSeconds(11));

    assertThat(
            awaitAll(3).stream()
                .collect(
                    Collectors.toMap(DeliveryOutcome::notificationId, DeliveryOutcome::outcome)))
        .containsOnly(
            Map.entry("old", Outcome.SUPERSEDED),
            Map.entry("other", Outcome.ACCEPTED),
            Map.entry("new", Outcome.ACCEPTED));
  }

  @Test
  void stopsRemovingWhenFarTooManySubscriptionsAreGone() {
    List<Subscriber> subscribers = system.subscribe(300);
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    outcomes(300);

    system.pushService.answers(ScriptedAnswer.always(410));
    system.publish("n2", "{\"all\": true}");

    assertThat(outcomes(600))
        .containsOnly(Map.entry(Outcome.ACCEPTED, 300L), Map.entry(Outcome.GONE, 300L));
    assertThat(subscribers.stream().filter(system::isStored).count()).isEqualTo(101);
  }

  @Test
  void removesAsEverThoseThatWereNeverAccepted() {
    List<Subscriber> subscribers = system.subscribe(300);
    system.pushService.answers(ScriptedAnswer.always(410));
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");

    outcomes(300);
    assertThat(subscribers).noneMatch(system::isStored);
  }

  @Test
  void sendsNothingMoreToASubscriptionOfAnotherKeyAndKeepsIt() {
    Subscriber mismatched = system.subscribe(1).getFirst();
    Subscriber other = system.subscribe(1).getFirst();
    system.pushService.answers(
        mismatched.push(),
        ScriptedAnswer.always(403).withBody("{\"reason\":\"VapidPkHashMismatch\"}"));
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    assertThat(system.awaitOutcomes(2).get(mismatched.id()).reason())
        .isEqualTo(DeadLetterReason.KEY_MISMATCH);

    system.publish("n2", "{\"all\": true}");

    assertThat(awaitAll(3))
        .filteredOn(outcome -> outcome.notificationId().equals("n2"))
        .extracting(DeliveryOutcome::subscriptionId)
        .containsExactly(other.id());
    assertThat(system.isStored(mismatched)).isTrue();
  }

  private long requests() {
    return system.pushService.ledger().summary().entries();
  }

  private Map<Outcome, Long> outcomes(int count) {
    return awaitAll(count).stream()
        .collect(Collectors.groupingBy(DeliveryOutcome::outcome, Collectors.counting()));
  }

  private List<DeliveryOutcome> awaitAll(int count) {
    List<DeliveryOutcome> outcomes = system.awaitAllOutcomes(count);
    assertThat(outcomes).hasSize(count);
    return outcomes;
  }
}
