package dev.towncrier.api.database;

import dev.towncrier.crypto.sealing.KeyId;
import dev.towncrier.store.Resealing;
import dev.towncrier.store.ResealingListener;
import dev.towncrier.store.ResealingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Seals under the current key, from the start on and beside everything else, what is sealed under
 * earlier ones. Its log says when these can be thrown away.
 */
final class BackgroundResealing implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(BackgroundResealing.class);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
  private static final Duration PASS_PAUSE = Duration.ofSeconds(1);
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Resealing resealing;
  private final KeyId current;
  private final InstantSource clock;
  private @Nullable Run run;

  /**
   * @param current the key to seal under, as the log names it
   */
  BackgroundResealing(Resealing resealing, KeyId current, InstantSource clock) {
    this.resealing = resealing;
    this.current = current;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    if (run == null) {
      run = new Run();
      run.thread.start();
    }
  }

  @Override
  public synchronized void stop() {
    if (run != null) {
      run.stop();
      run = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return run != null;
  }

  /** From a start to its end, or to a stop. */
  private final class Run implements ResealingListener {
    private final Thread thread =
        Thread.ofPlatform().name("resealing").daemon().unstarted(this::passes);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Instant nextReport = clock.instant().plus(REPORT_INTERVAL);
    private long doneBefore;

    private void passes() {
      try {
        Duration pause = Duration.ZERO;
        while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          try {
            ResealingProgress end = resealing.pass(() -> stopped.getCount() > 0, this);
            doneBefore += end.done();
            if (!end.isWorthAnotherPass()) {
              reportEnd(end);
              return;
            }
            pause = PASS_PAUSE;
          } catch (RuntimeException e) {
            pause = FAILURE_PAUSE;
            log.warn("Sealing anew goes on in {} s, after {}", pause.toSeconds(), e.toString());
          }
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void reportEnd(ResealingProgress end) {
      if (end.unopened() > 0 || !end.missingKeys().isEmpty()) {
        log.error(
            "Sealing under key-encryption key {} is not complete: {} stored secrets do not open, and"
                + " keys that others need are not given: {}",
            current,
            end.unopened(),
            end.missingKeys());
      } else {
        log.info(
            "All stored secrets are sealed under key-encryption key {}, {} of them anew; no other"
                + " key is needed",
            current,
            doneBefore);
      }
    }

    @Override
    public void progressed(ResealingProgress progress) {
      Instant now = clock.instant();
      if (now.isBefore(nextReport)) {
        return;
      }
      nextReport = now.plus(REPORT_INTERVAL);
      log.info(
          "{} stored secrets are sealed anew under key-encryption key {}, {} are left",
          doneBefore + progress.done(),
          current,
          progress.left());
    }

    @Override
    public void notOpened(RuntimeException why) {
      log.error("A stored secret stays as it is: {}", why.getMessage());
    }

    private void stop() {
      stopped.countDown();
      try {
        if (!thread.join(STOP_LIMIT)) {
          log.warn("Sealing anew has not stopped after {} s", STOP_LIMIT.toSeconds());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
