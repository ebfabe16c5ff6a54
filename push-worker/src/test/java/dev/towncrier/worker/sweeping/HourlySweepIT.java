package dev.towncrier.worker.sweeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.store.KeyRetirement;
import dev.towncrier.store.LatestMessages;
import dev.towncrier.store.LatestMessages.Collapsible;
import dev.towncrier.store.Schema;
import dev.towncrier.store.Sweeper;
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
