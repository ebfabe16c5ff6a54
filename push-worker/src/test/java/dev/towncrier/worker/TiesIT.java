package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Outcome;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.worker.WorkerSystem.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser that is somebody else's by now gets nothing that was on its way to its last user. */
class TiesIT {
  private static final String ANN = "{\"users\": [\"ann\"]}";
  private static final String NEWS = "{\"topics\": [\"news\"]}";

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
  void sendsToAUsersBrowsersAlone() {
    Subscriber one = annsBrowser();
    Subscriber two = annsBrowser();
    Subscriber other = system.subscribe(1).getFirst();
    system.tie(other, "ben");
    system.startWorker("w1");

    system.publish("n1", ANN);

    assertThat(system.awaitOutcomes(2)).containsOnlyKeys(one.id(), two.id());
    assertThat(system.pushService.ledger().entries()).hasSize(2);
  }

  /** Whose the browser is after the first attempt, and what it is that reaches it otherwise. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-   | {'users': ['ann']}                            | UNSUBSCRIBED",
        "ben | {'users': ['ann']}                            | UNSUBSCRIBED",
        "ben | {'users': ['ann'], 'topics': ['sport']}       | UNSUBSCRIBED",
        "-   | {'users': ['ann'], 'tags': {'a': {'exists': false}}} | UNSUBSCRIBED",
        "ann | {'users': ['ann']}                            | ACCEPTED",
        "ben | {'users': ['ann', 'ben']}                     | ACCEPTED",
        "-   | {'users': ['ann'], 'topics': ['news']}        | ACCEPTED",
        "-   | {'users': ['ann'], 'subscriptions': ['ID']}   | ACCEPTED",
        "-   | {'users': ['ann'], 'all': true}               | ACCEPTED",
        "-   | {'topics': ['news']}                          | ACCEPTED",
      })
  void sendsAgainOnlyToWhomItStillReaches(String user, String audience, Outcome outcome) {
    Subscriber subscriber = annsBrowser("news");
    failsOnce(subscriber);
    system.startWorker("w1");
    system.publish("n1", audience.replace('\'', '"').replace("ID", subscriber.id().toString()));
    system.awaitRetries(1);

    system.tie(subscriber, null);
    system.tie(subscriber, user);
    system.clock.step(Duration.ofSeconds(71));

    assertThat(system.awaitOutcomes(1).get(subscriber.id()).outcome()).isEqualTo(outcome);
    assertThat(system.pushService.ledger().entries()).hasSize(outcome == Outcome.ACCEPTED ? 2 : 1);
    system.awaitCount("n1", outcome, 1);
  }

  @Test
  void sendsAnErasedUserNothingThatIsUnderWay() {
    Subscriber subscriber = annsBrowser();
    failsOnce(subscriber);
    system.startWorker("w1");
    system.publish("n1", ANN);
    system.awaitRetries(1);

    system.erase("ann");
    system.clock.step(Duration.ofSeconds(71));

    assertThat(system.awaitOutcomes(1).get(subscriber.id()).outcome())
        .isEqualTo(Outcome.UNSUBSCRIBED);
    assertThat(system.pushService.ledger().entries()).hasSize(1);
  }

  /** The erasure takes the name out of the audience, which another worker then reads. */
  @Test
  void sendsABrowserThatWasCutOffNothingAfterItsLastUserWasErased() {
    Subscriber shared = annsBrowser();
    failsOnce(shared);
    system.startWorker("w1");
    system.publish("n1", ANN);
    system.awaitRetries(1);
    system.stopWorkers();

    system.tie(shared, null);
    system.erase("ann");
    system.startWorker("w2");
    system.clock.step(Duration.ofSeconds(71));

    assertThat(system.awaitOutcomes(1).get(shared.id()).outcome()).isEqualTo(Outcome.UNSUBSCRIBED);
    assertThat(system.isStored(shared)).isTrue();
    assertThat(system.pushService.ledger().entries()).hasSize(1);
  }

  @Test
  void supersedesNoMessageByOneThatIsNotSent() {
    Subscriber shared = annsBrowser("news");
    system.pushService.answers(
        shared.push(), ScriptedAnswer.times(1, 503).withHeader("Retry-After", "600"));
    system.startWorker("w1");
    system.publish("older", NEWS, ", \"collapseKey\": \"k\"");
    system.awaitRetries(1);
    system.pushService.answers(
        shared.push(), ScriptedAnswer.times(1, 201).after(Duration.ofSeconds(2)));
    system.publish("slow", NEWS);
    system.publish("newer", ANN, ", \"collapseKey\": \"k\""); // waits behind the slow one
    system.awaitRecords(system.topics.direct(), 3);

    system.tie(shared, null);
    system.awaitCount("newer", Outcome.UNSUBSCRIBED, 1);
    system.clock.step(Duration.ofSeconds(611));

    system.awaitCount("older", Outcome.ACCEPTED, 1);
    system.awaitCount("slow", Outcome.ACCEPTED, 1);
  }

  private Subscriber annsBrowser(String... topics) {
    Subscriber subscriber = system.subscribe(1, topics).getFirst();
    system.tie(subscriber, "ann");
    return subscriber;
  }

  private void failsOnce(Subscriber subscriber) {
    system.pushService.answers(
        subscriber.push(), ScriptedAnswer.times(1, 503).withHeader("Retry-After", "60"));
  }
}
