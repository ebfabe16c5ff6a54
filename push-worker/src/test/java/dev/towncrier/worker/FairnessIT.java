package dev.towncrier.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.simulator.subscription.SubscriptionOrder;
import dev.towncrier.store.Application;
import dev.towncrier.store.SubscriptionDetails;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broadcasts of several applications at once. */
class FairnessIT {
  private static final int AUDIENCE = 300;
  private static final String OTHER = "press";

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
  void finishAsIfEachHadHalf() {
    system.subscribe(AUDIENCE);
    Application other = system.createApplication(OTHER);
    system.subscribe(
        other,
        SubscriptionOrder.of(AUDIENCE, other.applicationServerKey()),
        new SubscriptionDetails(null, null, null, null));
    system.startWorker("w1", "towncrier.fanout.small=50", "towncrier.fanout.slice=20");
    Instant sendAt = system.clock.instant().plus(Duration.ofHours(1));
    schedule(WorkerSystem.APPLICATION, sendAt);
    schedule(OTHER, sendAt);

    system.clock.step(Duration.ofHours(1));

    List<String> requested =
        system.awaitRecords(system.topics.bulk(), 2 * AUDIENCE).stream()
            .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
            .map(record -> new String(record.value(), UTF_8))
            .toList();
    assertThat(requestedWhenTheFirstWasThrough(requested)).isGreaterThan(AUDIENCE * 3 / 4);
  }

  /** How many of the slower broadcast were requested when the other one was through. */
  private static int requestedWhenTheFirstWasThrough(List<String> requested) {
    int others = 0;
    int own = 0;
    for (String each : requested) {
      if (each.contains("\"application\":\"" + OTHER + "\"")) {
        others++;
      } else {
        own++;
      }
      if (others == AUDIENCE || own == AUDIENCE) {
        break;
      }
    }
    return Math.min(own, others);
  }

  private void schedule(String application, Instant sendAt) {
    system.publishRaw(
        system.topics.notifications(),
        """
        {"id": "n1", "application": "%s", "audience": {"all": true}, "sendAt": "%s",
         "notification": {"title": "Hello"}}\
        """
            .formatted(application, sendAt));
    await().until(() -> system.notifications.find(application, "n1").isPresent());
  }
}
