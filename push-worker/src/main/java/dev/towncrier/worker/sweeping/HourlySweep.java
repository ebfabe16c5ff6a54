package dev.towncrier.worker.sweeping;

import dev.towncrier.store.KeyRetirement;
import dev.towncrier.store.Retirement;
import dev.towncrier.store.Sweeper;
import dev.towncrier.store.Sweeper.Swept;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Sweeps a minute after the start and then every hour, in each worker; they share the work. */
final class HourlySweep {
  private static final Logger log = LoggerFactory.getLogger(HourlySweep.class);

  private final Sweeper sweeper;
  private final KeyRetirement keys;
  private final Retirement retirement;
  private final SweepingSettings settings;
  private final LifecycleMetrics metrics;

  HourlySweep(
      Sweeper sweeper,
      KeyRetirement keys,
      Retirement retirement,
      SweepingSettings settings,
      LifecycleMetrics metrics) {
    this.sweeper = sweeper;
    this.keys = keys;
    this.retirement = retirement;
    this.settings = settings;
    this.metrics = metrics;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void sweep() {
    try {
      Swept swept = sweeper.sweep(settings.kept());
      log.info(
          "Swept {} subscriptions removed long ago, {} notes about messages past their deadline, {}"
              + " states of push services, {} notifications, {} expired subscriptions, {} receipts",
          swept.removedSubscriptions(),
          swept.latestMessages(),
          swept.states(),
          swept.notifications(),
          swept.expiredSubscriptions(),
          swept.receipts());
      metrics.expired(swept.expiredSubscriptions());
      long retired = retirement.retire();
      if (retired > 0) {
        log.info("Retired {} subscriptions", retired);
      }
      metrics.retired(retired, retirement.soon());
      keys.retireUnused()
          .forEach(id -> log.info("Retired VAPID key {}, which nothing is bound to any more", id));
    } catch (RuntimeException e) {
      log.warn("Sweeping goes on in an hour, after {}", e.toString());
    }
  }
}
