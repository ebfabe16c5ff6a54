package dev.towncrier.api.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * A token bucket for every address, or whatever else requests are counted for: a minute's requests
 * at once, then as they refill.
 */
final class RateLimit<K> {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MAX_BUCKETS = 100_000;

  private final int requests;
  private final TimeMeter clock;
  // A bucket left alone for a period is full again, and so is a new one.
  private final Cache<K, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MAX_BUCKETS).expireAfterAccess(PERIOD).build();

  /**
   * @param requests a minute; 0 for no limit
   */
  RateLimit(int requests, TimeMeter clock) {
    this.requests = requests;
    this.clock = clock;
  }

  /** Counts one request: zero if it may go on, otherwise how long to wait. */
  Duration take(K key) {
    if (requests == 0) {
      return Duration.ZERO;
    }
    ConsumptionProbe probe = buckets.get(key, _ -> newBucket()).tryConsumeAndReturnRemaining(1);
    return Duration.ofNanos(probe.isConsumed() ? 0 : probe.getNanosToWaitForRefill());
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, PERIOD))
        .withCustomTimePrecision(clock)
        .build();
  }
}
