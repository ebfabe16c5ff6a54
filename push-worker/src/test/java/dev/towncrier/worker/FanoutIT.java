package dev.towncrier.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Outcome;
import dev.towncrier.worker.WorkerSystem.Subscriber;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who gets a notification, and what becomes of events that are none. */
class FanoutIT {
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
  void reachesALargeAudienceRangeByRangeAndEachMemberOnce() {
    List<Subscriber> subscribers = system.subscribe(95, "news");
    system.subscribe(5);
    system.startWorker("w1", "towncrier.fanout.small=50", "towncrier.fanout.slice=10");

    system.publish("n1", "{\"topics\": [\"news\"]}");

    assertThat(system.awaitOutcomes(95).keySet())
        .containsExactlyInAnyOrderElementsOf(ids(subscribers));
    assertThat(system.pushService.ledger().summary().repeats()).isZero();
    system.awaitCount("n1", Outcome.ACCEPTED, 95);
    assertThat(
            system.notifications.progress(WorkerSystem.APPLICATION, "n1").orElseThrow().audience())
        .isEqualTo(95);
    assertThat(system.count(system.topics.bulk())).isEqualTo(95);
    assertThat(system.count(system.topics.direct())).isZero();
  }

  @Test
  void unitesTopicsAndSubscriptionsAndSendsToNobodyTwice() {
    List<Subscriber> both = system.subscribe(2, "news", "sport");
    List<Subscriber> named = system.subscribe(1);
    system.subscribe(1);
    system.startWorker("w1");

    system.publish(
        "n1",
        "{\"topics\": [\"news\", \"sport\"], \"subscriptions\": [\"%s\", \"%s\", \"%s\"]}"
            .formatted(named.getFirst().id(), both.getFirst().id(), UUID.randomUUID()));

    List<UUID> expected = ids(Stream.concat(both.stream(), named.stream()).toList());
    assertThat(system.awaitOutcomes(3).keySet()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(system.pushService.ledger().entries()).hasSize(3);
  }

  @Test
  void sendsToNobodyWhereNobodyIsInTheAudience() {
    system.startWorker("w1");

    system.publish("n1", "{\"topics\": [\"unheard-of\"]}");
    system.subscribe(1);
    system.publish("n2", "{\"all\": true}");

    assertThat(system.awaitOutcomes(1)).hasSize(1);
    system.awaitCount("n2", Outcome.ACCEPTED, 1);
    assertThat(system.notifications.progress(WorkerSystem.APPLICATION, "n1").orElseThrow().ended())
        .isTrue();
  }

  @Test
  void takesAnEventOnceHoweverOftenItIsPublished() {
    system.subscribe(1);
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}");
    system.publish("n1", "{\"all\": true}");
    system.publish("n2", "{\"all\": true}");
    system.awaitCount("n1", Outcome.ACCEPTED, 1);
    system.awaitCount("n2", Outcome.ACCEPTED, 1);

    assertThat(system.pushService.ledger().entries()).hasSize(2);
  }

  @Test
  void takesEventsFromTheApplicationsOwnTopic() {
    system.subscribe(1);
    system.startWorker("w1");

    system.publishRaw(
        system.topics.notifications(WorkerSystem.APPLICATION),
        """
        {"id": "n1", "application": "shop", "audience": {"all": true},
         "notification": {"title": "Hello"}}\
        """);

    assertThat(system.awaitOutcomes(1)).hasSize(1);
  }

  @Test
  void setsAsideWhatIsNoValidEventAndHoldsUpNothing() {
    system.subscribe(1);
    system.createApplication("other"); // whose events have no business on the topic of shop
    system.startWorker("w1");
    String own = system.topics.notifications(WorkerSystem.APPLICATION);
    List<String> bad =
        List.of(
            "no JSON",
            "{\"id\": \"x\"}",
            event("x", "nobody", "Hello"),
            event("n1", "shop", "Another title"),
            event("y", "shop", "z".repeat(4_000)),
            event("v", "shop", "{{name}}"),
            event("w", "shop", "{{name|x}}".repeat(16)));
    system.publish("n1", "{\"all\": true}");
    system.awaitCount("n1", Outcome.ACCEPTED, 1);

    bad.forEach(json -> system.publishRaw(system.topics.notifications(), json));
    system.publishRaw(own, event("z", "other", "Hello"));
    system.publish("n2", "{\"all\": true}");

    system.awaitCount("n2", Outcome.ACCEPTED, 1);
    List<ConsumerRecord<byte[], byte[]>> letters =
        system.awaitRecords(system.topics.notificationsDeadLetter(), 8);
    assertThat(letters)
        .extracting(letter -> new String(letter.value(), UTF_8))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(bad.stream(), Stream.of(event("z", "other", "Hello"))).toList());
    assertThat(letters)
        .extracting(letter -> new String(letter.headers().lastHeader("reason").value(), UTF_8))
        .anyMatch(reason -> reason.contains("not JSON"))
        .anyMatch(reason -> reason.contains("application is required"))
        .anyMatch(reason -> reason.contains("nobody"))
        .anyMatch(reason -> reason.contains("taken by another"))
        .anyMatch(reason -> reason.matches("notification needs \\d+ bytes, over the limit of 3993"))
        .anyMatch(reason -> reason.startsWith("notification.title would be empty without tags"))
        .anyMatch(
            reason -> reason.matches("notification needs up to \\d+ bytes, over the limit of 3993"))
        .anyMatch(reason -> reason.contains(own));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void saysWhichMessageNotEveryBrowserTakes(CapturedOutput log) {
    system.subscribe(1);
    system.startWorker("w1");

    system.publishRaw(
        system.topics.notifications(), event("n1", "shop", "Large" + "!".repeat(2_600)));

    system.awaitCount("n1", Outcome.ACCEPTED, 1);
    assertThat(log)
        .containsPattern("Notification n1 of shop: The push message has 27\\d\\d bytes; over 2700")
        .doesNotContain("Large");
  }

  private static String event(String id, String application, String title) {
    return """
    {"id": "%s", "application": "%s", "audience": {"all": true}, "notification": {"title": "%s"}}\
    """
        .formatted(id, application, title);
  }

  private static List<UUID> ids(List<Subscriber> subscribers) {
    return subscribers.stream().map(Subscriber::id).toList();
  }
}
