package dev.towncrier.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import dev.towncrier.simulator.ledger.LedgerEntry;
import dev.towncrier.simulator.ledger.LedgerSummary;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.worker.WorkerSystem.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** From an event on Kafka to the push service's ledger and the outcomes. */
class DeliveryIT {
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
  void deliversToTheSubscribersOfATopicAndToNobodyElse() {
    List<Subscriber> readers = system.subscribe(3, "news");
    system.subscribe(2, "sport");
    system.startWorker("w1");

    system.publish("n1", "{\"topics\": [\"news\"]}");

    Map<UUID, DeliveryOutcome> outcomes = system.awaitOutcomes(3);
    assertThat(outcomes.keySet())
        .containsExactlyInAnyOrderElementsOf(readers.stream().map(Subscriber::id).toList());
    assertThat(outcomes.values())
        .allSatisfy(outcome -> {
          assertThat(outcome.outcome()).isEqualTo(Outcome.ACCEPTED);
          assertThat(outcome.status()).isEqualTo(201);
          assertThat(outcome.attempts()).isEqualTo(1);
          assertThat(outcome.browser()).isEqualTo("firefox");
        });
    LedgerSummary summary = system.pushService.ledger().summary();
    assertThat(summary.byVapid()).containsExactly(Map.entry("valid", 3L));
    assertThat(summary.byDecrypted()).containsExactly(Map.entry("true", 3L));
    assertThat(summary.byProtocol()).containsExactly(Map.entry("HTTP/2.0", 3L));
    system.awaitCount("n1", Outcome.ACCEPTED, 3);
    assertThat(system.notifications.progress(WorkerSystem.APPLICATION, "n1").orElseThrow().ended())
        .isTrue();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void saysSoWhileOutcomesCannotBeCountedAndCountsThemLater(CapturedOutput log) {
    system.subscribe(1);
    system.startWorker("w1");
    system.execute("alter table outcome_count rename to away");

    system.publish("n1", "{\"all\": true}");
    await()
        .untilAsserted(() ->
            assertThat(log)
                .containsPattern(
                    "1 records of \\[%s-\\d+] can't be stored and are tried again: .*outcome_count"
                        .formatted(system.topics.outcomes())));
    system.execute("alter table away rename to outcome_count");

    system.awaitCount("n1", Outcome.ACCEPTED, 1);
  }

  @Test
  void deliversOverPlainHttpWhereTheOriginIsListed() {
    system.subscribe(system.order(1).overHttp());
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");

    system.awaitOutcomes(1);
    assertThat(system.pushService.ledger().summary().byProtocol())
        .containsExactly(Map.entry("HTTP/1.1", 1L));
  }

  @Test
  void sendsWhatTheEventAsksFor() {
    system.subscribe(1);
    system.startWorker("w1");

    system.publish(
        "n1",
        "{\"all\": true}",
        ", \"ttl\": 600, \"urgency\": \"high\", \"collapseKey\": \"k\", \"appBadge\": 2");

    DeliveryOutcome outcome = system.awaitOutcomes(1).values().iterator().next();
    LedgerEntry entry = system.pushService.ledger().entries().getFirst();
    assertThat(entry.push().headers().ttl()).isIn("600", "599");
    assertThat(entry.push().headers().urgency()).isEqualTo("high");
    assertThat(entry.push().headers().topic()).matches("[A-Za-z0-9_-]{32}");
    assertThat(entry.push().headers().contentType()).isEqualTo("application/notification+json");
    JsonNode message = Json.MAPPER.readTree(entry.push().plaintext());
    assertThat(message)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"web_push": 8030, "mutable": true,
                 "notification": {"title": "Hello", "tag": "%1$s",
                                  "navigate": "https://shop.example/"},
                 "app_badge": 2, "towncrier": {"id": "n1", "deliveryId": "%1$s"}}\
                """
                    .formatted(outcome.deliveryId())));
  }

  @Test
  void sendsNoTopicWithoutACollapseKey() {
    system.subscribe(1);
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}", ", \"ttl\": 0");

    system.awaitOutcomes(1);
    LedgerEntry entry = system.pushService.ledger().entries().getFirst();
    assertThat(entry.push().headers().topic()).isNull();
    assertThat(entry.push().headers().ttl()).isEqualTo("0");
  }

  @Test
  void removesASubscriptionReportedGone() {
    Subscriber notFound = system.subscribe(1).getFirst();
    Subscriber gone = system.subscribe(1).getFirst();
    Subscriber stays = system.subscribe(1).getFirst();
    system.pushService.answers(notFound.push(), ScriptedAnswer.always(404));
    system.pushService.answers(gone.push(), ScriptedAnswer.always(410));
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");

    Map<UUID, DeliveryOutcome> outcomes = system.awaitOutcomes(3);
    assertThat(outcomes.get(notFound.id()).outcome()).isEqualTo(Outcome.GONE);
    assertThat(outcomes.get(gone.id()).outcome()).isEqualTo(Outcome.GONE);
    assertThat(outcomes.get(stays.id()).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(system.isStored(notFound)).isFalse();
    assertThat(system.isStored(gone)).isFalse();
    assertThat(system.isStored(stays)).isTrue();
  }

  @Test
  void deliversAgainAfterTheServiceWasUnavailable() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(
        subscriber.push(), ScriptedAnswer.times(2, 503).withHeader("Retry-After", "120"));
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");

    system.awaitRetries(1);
    system.clock.step(Duration.ofSeconds(131));
    system.awaitRetries(2);
    system.clock.step(Duration.ofSeconds(141));
    DeliveryOutcome outcome = system.awaitOutcomes(1).get(subscriber.id());
    assertThat(outcome.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(outcome.attempts()).isEqualTo(3);
  }

  @Test
  void expiresWhatCannotBeSentBeforeItsDeadline() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(
        subscriber.push(), ScriptedAnswer.always(503).withHeader("Retry-After", "3600"));
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}", ", \"ttl\": 600");

    DeliveryOutcome outcome = system.awaitOutcomes(1).get(subscriber.id());
    assertThat(outcome.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(outcome.status()).isEqualTo(503);
    assertThat(outcome.attempts()).isEqualTo(1);
  }

  @Test
  void sendsNothingAfterTheDeadline() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.clock.step(Duration.ofHours(1));
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}", ", \"ttl\": 600");

    DeliveryOutcome outcome = system.awaitOutcomes(1).get(subscriber.id());
    assertThat(outcome.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(outcome.attempts()).isZero();
    assertThat(system.pushService.ledger().entries()).isEmpty();
  }

  @Test
  void keepsARefusedMessageInTheDeadLetterTopicWithItsAnswer() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(
        subscriber.push(), ScriptedAnswer.always(413).withBody("x".repeat(2_000)));
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");

    DeliveryOutcome outcome = system.awaitOutcomes(1).get(subscriber.id());
    assertThat(outcome.outcome()).isEqualTo(Outcome.DEAD_LETTERED);
    assertThat(outcome.reason()).isEqualTo(DeadLetterReason.PAYLOAD_TOO_LARGE);
    ConsumerRecord<byte[], byte[]> letter =
        system.awaitRecords(system.topics.deliveriesDeadLetter(), 1).getFirst();
    assertThat(header(letter, "reason")).isEqualTo("payload-too-large");
    assertThat(header(letter, "status")).isEqualTo("413");
    assertThat(header(letter, "attempts")).isEqualTo("1");
    assertThat(header(letter, "push-service")).isEqualTo(system.pushService.httpsOrigin());
    assertThat(header(letter, "response")).isEqualTo("x".repeat(1_024));
    assertThat(header(letter, "first-attempt-at")).isEqualTo(header(letter, "last-attempt-at"));
    assertThat(new String(letter.value(), UTF_8))
        .contains(outcome.deliveryId())
        .doesNotContain(subscriber.push().token())
        .doesNotContain(subscriber.push().keys().auth());
  }

  @Test
  void tellsAKeyMismatchFromOtherRefusals() {
    Subscriber mismatched = system.subscribe(1).getFirst();
    Subscriber unauthorised = system.subscribe(1).getFirst();
    Subscriber refused = system.subscribe(1).getFirst();
    system.pushService.answers(
        mismatched.push(),
        ScriptedAnswer.always(403).withBody("the credentials do not correspond to the sender"));
    system.pushService.answers(unauthorised.push(), ScriptedAnswer.always(401));
    system.pushService.answers(refused.push(), ScriptedAnswer.always(403));
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");

    Map<UUID, DeliveryOutcome> outcomes = system.awaitOutcomes(3);
    assertThat(outcomes.get(mismatched.id()).reason()).isEqualTo(DeadLetterReason.KEY_MISMATCH);
    assertThat(outcomes.get(unauthorised.id()).reason()).isEqualTo(DeadLetterReason.VAPID_REJECTED);
    assertThat(outcomes.get(refused.id()).reason()).isEqualTo(DeadLetterReason.REFUSED);
    assertThat(List.of(mismatched, unauthorised, refused)).allMatch(system::isStored);
  }

  @Test
  void setsASubscriptionAsideThatWasTamperedWithAndDeliversToTheOthers() {
    Subscriber tampered = system.subscribe(1).getFirst();
    Subscriber other = system.subscribe(1).getFirst();
    system.copyTarget(other, tampered);
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");

    Map<UUID, DeliveryOutcome> outcomes = system.awaitOutcomes(2);
    assertThat(outcomes.get(other.id()).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(outcomes.get(tampered.id()).reason()).isEqualTo(DeadLetterReason.REFUSED);
    assertThat(system.pushService.ledger().entries()).hasSize(1);
    assertThat(
            header(
                system.awaitRecords(system.topics.deliveriesDeadLetter(), 1).getFirst(),
                "response"))
        .contains("does not open", tampered.id().toString());
  }

  @Test
  void sendsNothingToAVisitorWhoUnsubscribedMeanwhile() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(
        subscriber.push(), ScriptedAnswer.times(1, 503).withHeader("Retry-After", "60"));
    system.startWorker("w1");
    system.publish("n1", "{\"all\": true}");
    system.awaitRetries(1);

    system.unsubscribe(subscriber);
    system.clock.step(Duration.ofSeconds(71));

    DeliveryOutcome outcome = system.awaitOutcomes(1).get(subscriber.id());
    assertThat(outcome.outcome()).isEqualTo(Outcome.UNSUBSCRIBED);
    assertThat(system.pushService.ledger().entries()).hasSize(1);
  }

  @Test
  void triesAgainWhenThereIsNoAnswer() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(subscriber.push(), ScriptedAnswer.times(1, ScriptedAnswer.CUT));
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");
    system.awaitRetries(1);
    system.clock.step(Duration.ofSeconds(11));

    DeliveryOutcome outcome = system.awaitOutcomes(1).get(subscriber.id());
    assertThat(outcome.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(outcome.attempts()).isEqualTo(2);
  }

  @Test
  void setsARecordThatIsNoDeliveryAsideAndGoesOn() {
    system.startWorker("w1");
    List<Subscriber> subscribers = system.subscribe(1);

    system.publishRaw(system.topics.direct(), "{\"deliveryId\": \"alone\"}");
    system.publish("n1", "{\"all\": true}");

    assertThat(system.awaitOutcomes(1)).containsOnlyKeys(subscribers.getFirst().id());
    ConsumerRecord<byte[], byte[]> letter =
        system.awaitRecords(system.topics.deliveriesDeadLetter(), 1).getFirst();
    assertThat(header(letter, "reason")).isEqualTo("poison");
    assertThat(new String(letter.value(), UTF_8)).isEqualTo("{\"deliveryId\": \"alone\"}");
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }
}
