package dev.towncrier.benchmarks.fanout;

import dev.towncrier.benchmarks.process.Patience;
import dev.towncrier.benchmarks.system.GeneratedSubscriptions;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.RequestReader;
import dev.towncrier.store.NotificationProgress;
import java.time.Duration;
import java.util.Optional;

/**
 * One notification to all of some generated subscriptions, as its requests come.
 *
 * @param name unique on the lane
 */
record FanOut(Lane lane, RequestReader requests, GeneratedSubscriptions audience, String name) {
  static final Duration LIMIT = Duration.ofHours(1);

  /** Publishes it. */
  void publish() {
    requests.next();
    lane.publish(name, audience.application(), "{\"all\": true}");
  }

  /**
   * Waits until so many were requested.
   *
   * @param check is made between; throws when waiting has no use
   * @throws IllegalStateException if they were not within an hour
   */
  void await(long count, Runnable check) throws InterruptedException {
    if (!Patience.await(LIMIT, check, () -> requests.read() >= count)) {
      throw new IllegalStateException(
          "Only " + requests.read() + " of " + count + " were requested within " + LIMIT);
    }
  }

  /**
   * Waits for its end, and holds everyone to have been requested once.
   *
   * @param check is made between; throws when waiting has no use
   */
  void awaitEnd(Runnable check) throws InterruptedException {
    await(audience.count(), check);
    if (!Patience.await(LIMIT, check, () -> size().isPresent())) {
      throw new IllegalStateException("The fan-out has not ended within " + LIMIT);
    }
    if (requests.repeated() > 0
        || requests.read() != audience.count()
        || size().orElseThrow() != audience.count()) {
      throw new IllegalStateException(
          "%,d requests for %,d subscriptions, of which %,d came again; the size was counted as %,d"
              .formatted(
                  requests.read(), audience.count(), requests.repeated(), size().orElseThrow()));
    }
  }

  private Optional<Long> size() {
    return lane.progress(name, audience.application()).map(NotificationProgress::audience);
  }
}
