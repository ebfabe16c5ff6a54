package dev.towncrier.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Topics;
import dev.towncrier.worker.delivery.Dispatcher.Start;
import dev.towncrier.worker.isolation.PushServiceGate;
import dev.towncrier.worker.isolation.PushServices;
import dev.towncrier.worker.kafka.Progress;
import dev.towncrier.worker.outcome.OutcomeRouter;
import dev.towncrier.worker.outcome.RetryPolicy;
import dev.towncrier.worker.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final int WINDOW = 1_000;
  private static final int CONCURRENCY = 100;
  private static final String SLOW = "https://slow.example";
  private static final String FAST = "https://fast.example";

  private final PushServices<ServiceQueue> services =
      new PushServices<>(
          () -> new ServiceQueue(new PushServiceGate(CONCURRENCY, new Random(1))),
          ServiceQueue::isIdle);
  private final Dispatcher dispatcher =
      new Dispatcher(
          WINDOW,
          new RetryPolicy(new Random(1)),
          new Endings(
              new OutcomeRouter(new Topics("push")),
              new DeliveryMetrics(new SimpleMeterRegistry(), "worker"),
              new DeliverySpans(Tracing.off(new Topics("push"), this::now))),
          services);
  private final AssignedPartition direct = partition("direct", Lane.DIRECT);
  private final AssignedPartition bulk = partition("bulk", Lane.BULK);
  private Instant now = Instant.parse("2026-12-01T09:00:00Z");
  private long offset;

  @Test
  void letsABroadcastWaitForASlowPushServiceWhileNobodyElseIsBehindIt() {
    answerWithin(Duration.ofSeconds(1)); // 100 a second
    read(bulk, SLOW, 900);

    take();

    assertThat(dispatcher.queued()).isEqualTo(900 - bulk.inFlight());
    assertThat(bulk.uncommitted()).isZero();
  }

  @Test
  void sendsThemOutOfTheWayOfAPushServiceThatNothingWaitsFor() {
    answerWithin(Duration.ofSeconds(1));
    read(bulk, FAST, 1);
    read(bulk, SLOW, 900);

    take();

    assertThat(dispatcher.queued()).isBetween(490, 510); // five seconds of them
    assertThat(bulk.uncommitted()).isEqualTo(901 - bulk.inFlight() - dispatcher.queued());
  }

  @Test
  void doesNotTakeAPushServiceThatWasUsedLongAgoForOneThatIsHeldUp() {
    answerWithin(Duration.ofSeconds(1));
    read(bulk, FAST, 1);
    take();
    now = now.plusSeconds(60);
    read(bulk, SLOW, 900);

    take();

    assertThat(bulk.uncommitted()).isZero();
  }

  @Test
  void doesNotTakeAPushServiceThatIsHeldForOneThatIsHeldUp() {
    services.of(FAST).gate().hold("shop", now.plus(Duration.ofHours(1)));
    answerWithin(Duration.ofSeconds(1));
    read(bulk, FAST, 10);
    read(bulk, SLOW, 900);

    take();

    assertThat(bulk.uncommitted()).isEqualTo(10);
  }

  @Test
  void startsSingleMessagesThoughManyOfABroadcastWereSentAwayAndAreNotCommitted() {
    services.of(SLOW).gate().hold("shop", now.plus(Duration.ofHours(1)));
    read(bulk, SLOW, 2 * WINDOW);
    take();
    read(direct, FAST, 1);

    assertThat(take()).hasSize(1);
  }

  @Test
  void readsNoMoreOfABroadcastWhileAWindowOfThoseSentAwayIsNotCommitted() {
    services.of(SLOW).gate().hold("shop", now.plus(Duration.ofHours(1)));
    read(bulk, SLOW, 2 * WINDOW);

    take();

    assertThat(bulk.uncommitted()).isEqualTo(WINDOW);
    assertThat(bulk.waiting()).isEqualTo(WINDOW);
  }

  private Instant now() {
    return now;
  }

  private List<Start> take() {
    return dispatcher.take(List.of(direct, bulk), now);
  }

  /** Lets the slow push service have answered so for a while. */
  private void answerWithin(Duration latency) {
    PushServiceGate gate = services.of(SLOW).gate();
    for (int i = 0; i < 1_000; i++) {
      gate.started(now);
      gate.answered(latency, now);
    }
  }

  private void read(AssignedPartition partition, String pushService, int times) {
    for (int i = 0; i < times; i++) {
      long at = offset++;
      partition.read(at);
      partition.waits(new Received(at, Instant.MIN, delivery(pushService), null));
    }
  }

  private DeliveryRequested delivery(String pushService) {
    return new DeliveryRequested(
        "delivery-" + offset,
        "news",
        "shop",
        UUID.randomUUID(),
        now.plus(Duration.ofDays(1)),
        pushService,
        UUID.randomUUID(),
        null,
        0,
        null,
        null,
        0);
  }

  private static AssignedPartition partition(String topic, Lane lane) {
    return new AssignedPartition(new TopicPartition(topic, 0), lane, null, Progress.at(0));
  }
}
