package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.store.DeadLetter;
import dev.towncrier.worker.WorkerSystem.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** From a dead letter to its place in the index, and back to the push service. */
class ReplayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
  void deliversADeadLetterAgainAndCountsItsNewEnding() {
    List<Subscriber> refused = system.subscribe(2);
    refused.forEach(subscriber ->
        system.pushService.answers(
            subscriber.push(), ScriptedAnswer.times(1, 400).withBody("no\0")));
    system.subscribe(1);
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    List<DeadLetter> listed = system.awaitDeadLetters(2);
    system.awaitCount("n1", Outcome.DEAD_LETTERED, 2);

    assertThat(system.replay(null)).isEqualTo(2);

    system.awaitCount("n1", Outcome.ACCEPTED, 3);
    assertThat(counts("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 3L));
    assertThat(system.deadLetters()).isEmpty();
    assertThat(listed)
        .allSatisfy(letter -> {
          assertThat(letter.reason()).isEqualTo(DeadLetterReason.REFUSED);
          assertThat(letter.status()).isEqualTo(400);
          assertThat(letter.response()).isEqualTo("no\uFFFD");
          assertThat(letter.attempts()).isOne();
          assertThat(letter.notificationId()).isEqualTo("n1");
          assertThat(letter.pushService()).isEqualTo(system.pushService.httpsOrigin());
        });
    List<DeliveryOutcome> outcomes = outcomes(5);
    assertThat(outcomes.stream().filter(outcome -> outcome.replay() == 1))
        .allMatch(outcome -> outcome.outcome() == Outcome.ACCEPTED && outcome.attempts() == 1)
        .extracting(DeliveryOutcome::deliveryId)
        .containsExactlyInAnyOrderElementsOf(listed.stream().map(DeadLetter::deliveryId).toList());
    assertThat(outcomes).filteredOn(outcome -> outcome.replay() == 0).hasSize(3);
  }

  @Test
  void listsAgainWhatIsRefusedAgain() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(subscriber.push(), ScriptedAnswer.times(2, 400));
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    system.awaitDeadLetters(1);

    system.replay(null);
    await().atMost(PATIENCE).until(() -> system.awaitDeadLetters(1).getFirst().replays() == 1);
    outcomes(2);
    assertThat(counts("n1")).isEqualTo(Map.of(Outcome.DEAD_LETTERED, 1L));
    system.replay(null);

    system.awaitCount("n1", Outcome.ACCEPTED, 1);
    assertThat(counts("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 1L));
    assertThat(outcomes(3)).extracting(DeliveryOutcome::replay).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void expiresAReplayAfterTheDeadlineUnsent() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(subscriber.push(), ScriptedAnswer.times(1, 400));
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}", ", \"ttl\": 60");
    system.awaitDeadLetters(1);

    system.clock.step(Duration.ofMinutes(2));
    system.replay(null);

    system.awaitCount("n1", Outcome.EXPIRED, 1);
    assertThat(counts("n1")).isEqualTo(Map.of(Outcome.EXPIRED, 1L));
    assertThat(system.pushService.ledger().entries()).hasSize(1);
    await().atMost(PATIENCE).until(() -> system.deadLetters().isEmpty());
  }

  @Test
  void goesNoFasterThanItIsAskedTo() {
    refuseOnce(10);
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    system.awaitDeadLetters(10);

    system.replay(1);

    stepUntilAccepted(10);
    List<Instant> times =
        outcomes(20).stream()
            .filter(outcome -> outcome.replay() == 1)
            .map(DeliveryOutcome::at)
            .sorted()
            .toList();
    assertThat(times).hasSize(10);
    assertThat(Duration.between(times.getFirst(), times.getLast()))
        .as("a second each, less one made good and what the first took to get there")
        .isGreaterThan(Duration.ofSeconds(7));
  }

  @Test
  void goesOnAfterARestartWithoutSkippingOrRepeatingAny() {
    refuseOnce(60);
    ConfigurableApplicationContext first = system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    system.awaitDeadLetters(60);
    system.replay(20);
    await().atMost(PATIENCE).until(() -> counts("n1").getOrDefault(Outcome.ACCEPTED, 0L) >= 20);

    first.close();
    system.startWorker("w1");

    stepUntilAccepted(60);
    Map<UUID, Long> endings =
        outcomes(120).stream()
            .filter(outcome -> outcome.replay() == 1)
            .map(DeliveryOutcome::subscriptionId)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(endings).hasSize(60).allSatisfy((_, count) -> assertThat(count).isOne());
    assertThat(system.pushService.ledger().summary().entries()).isEqualTo(120);
    assertThat(counts("n1")).isEqualTo(Map.of(Outcome.ACCEPTED, 60L));
  }

  @Test
  void listsAPoisonRecordByTheApplicationThatItNames() {
    system.startWorker("w1");

    system.publishRaw(system.topics.direct(), "no delivery at all");
    system.publishRaw(system.topics.direct(), "{\"application\": \"shop\", \"attempts\": \"x\"}");

    DeadLetter listed = system.awaitDeadLetters(1).getFirst();
    assertThat(listed.reason()).isEqualTo(DeadLetterReason.POISON);
    assertThat(listed.deliveryId()).isNull();
    assertThat(
            system.awaitRecords(system.topics.deliveriesDeadLetter(), 2).stream()
                .filter(record ->
                    record.partition() == listed.source().partition()
                        && record.offset() == listed.source().offset()))
        .hasSize(1);
  }

  private void refuseOnce(int count) {
    system
        .subscribe(count)
        .forEach(subscriber ->
            system.pushService.answers(subscriber.push(), ScriptedAnswer.times(1, 400)));
  }

  /** Puts the clock forward, second by second. */
  private void stepUntilAccepted(long count) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          system.clock.step(Duration.ofSeconds(1));
          return counts("n1").getOrDefault(Outcome.ACCEPTED, 0L) == count;
        });
  }

  private Map<Outcome, Long> counts(String notification) {
    return system
        .notifications
        .progress(WorkerSystem.APPLICATION, notification)
        .orElseThrow()
        .counts();
  }

  private List<DeliveryOutcome> outcomes(int count) {
    return system.awaitRecords(system.topics.outcomes(), count).stream()
        .map(record -> Json.MAPPER.readValue(record.value(), DeliveryOutcome.class))
        .toList();
  }
}
