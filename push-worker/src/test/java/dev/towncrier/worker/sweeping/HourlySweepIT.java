package dev.towncrier.worker.sweeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.store.Applications;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.KeyRetirement;
import dev.towncrier.store.LatestMessages;
import dev.towncrier.store.LatestMessages.Collapsible;
import dev.towncrier.store.NewApplication;
import dev.towncrier.store.PushTarget;
import dev.towncrier.store.Retirement;
import dev.towncrier.store.RetirementSettings;
import dev.towncrier.store.Schema;
import dev.towncrier.store.SubscriptionDetails;
import dev.towncrier.store.Subscriptions;
import dev.towncrier.store.Sweeper;
import dev.towncrier.worker.kafka.WorkerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.Task;

class HourlySweepIT {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final UUID SUBSCRIPTION = UUID.randomUUID();
  private static final Duration RETIRE_AFTER = Duration.ofDays(100);
  private final DataSource dataSource = TestInfrastructure.freshDatabase().dataSource();

  @Test
  void sweepsEveryHour() {
    Schema.migrate(dataSource);
    LatestMessages latest = new LatestMessages(dataSource);
    latest.superseded(List.of(message(1)));
    try (var worker = worker(dataSource)) {
      FixedDelayTask task = scheduled(worker);
      assertThat(task.getIntervalDuration()).isEqualTo(Duration.ofHours(1));

      task.getRunnable().run();
    }
    // The note of the newer message is gone, so the older one is the newest known.
    assertThat(latest.superseded(List.of(message(0)))).isEmpty();
  }

  @Test
  void retiresAndTellsOfIt() {
    Schema.migrate(dataSource);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    HourlySweep sweep =
        new HourlySweep(
            new Sweeper(dataSource, () -> NOON),
            new KeyRetirement(dataSource, () -> NOON),
            retirement(dataSource),
            new SweepingSettings(Duration.ofDays(1)),
            new LifecycleMetrics(metrics, "w1"));
    String soon = "towncrier.subscriptions.retiring.soon";
    assertThat(metrics.get(soon).gauge().value()).isNaN();
    subscribe("2026-08-22", null); // 101 days ago
    subscribe("2026-08-23", null);
    subscribe("2026-09-05", null);
    subscribe("2026-09-06", null);
    subscribe("2026-12-01", "2026-11-30T00:00:00Z");

    sweep.sweep();

    assertThat(metrics.get("towncrier.subscriptions.retired").counter().count()).isOne();
    assertThat(metrics.get("towncrier.subscriptions.expired").counter().count()).isOne();
    assertThat(metrics.get(soon).gauge().value()).isEqualTo(2);
  }

  private static Retirement retirement(DataSource dataSource) {
    return new Retirement(dataSource, new RetirementSettings(RETIRE_AFTER), () -> NOON);
  }

  private void subscribe(String seenOn, String expiresAt) {
    Sealer sealer = new Sealer(KeyEncryptionKeys.of(KeyEncryptionKey.random()));
    Applications applications = new Applications(dataSource, sealer);
    P256KeyPair keys = P256.bouncyCastle().generateKeyPair();
    applications.create(
        new NewApplication(
            "shop",
            "Shop",
            List.of(),
            List.of(),
            new VapidSubject("mailto:push@shop.example"),
            "https://shop.example/"),
        keys);
    PushTarget target =
        new PushTarget(
            new EndpointPolicy(List.of("https://push.example"))
                .check("https://push.example/" + seenOn),
            keys.publicKey(),
            AuthSecret.decode("BTBZMqHH6r4Tts7J_aSIgg"),
            expiresAt == null ? null : Instant.parse(expiresAt));
    new Subscriptions(dataSource, sealer, () -> Instant.parse(seenOn + "T12:00:00Z"))
        .subscribe(
            "shop",
            target,
            applications.find("shop").orElseThrow().currentKeyId(),
            new SubscriptionDetails(null, null, null, null));
  }

  @Test
  void goesOnAfterAFailure() {
    try (var worker = worker(dataSource)) { // without tables
      FixedDelayTask task = scheduled(worker);

      task.getRunnable().run();
      Schema.migrate(dataSource);
      task.getRunnable().run();
    }
  }

  private static Collapsible message(int second) {
    Instant acceptedAt = NOON.minusSeconds(60).plusSeconds(second);
    return new Collapsible(SUBSCRIPTION, "topic", acceptedAt, "n", NOON.minusSeconds(1));
  }

  private static AnnotationConfigApplicationContext worker(DataSource dataSource) {
    var context = new AnnotationConfigApplicationContext();
    context.registerBean(Sweeper.class, () -> new Sweeper(dataSource, () -> NOON));
    context.registerBean(KeyRetirement.class, () -> new KeyRetirement(dataSource, () -> NOON));
    context.registerBean(Retirement.class, () -> retirement(dataSource));
    context.registerBean(WorkerSettings.class, () -> new WorkerSettings("w1", "push"));
    context.register(SweepingConfiguration.class);
    context.refresh();
    return context;
  }

  private static FixedDelayTask scheduled(AnnotationConfigApplicationContext worker) {
    Set<ScheduledTask> tasks =
        worker.getBean(ScheduledAnnotationBeanPostProcessor.class).getScheduledTasks();
    assertThat(tasks).hasSize(1);
    Task task = tasks.iterator().next().getTask();
    assertThat(task).isInstanceOf(FixedDelayTask.class);
    return (FixedDelayTask) task;
  }
}
