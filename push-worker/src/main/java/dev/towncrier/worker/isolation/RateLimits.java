package dev.towncrier.worker.isolation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a push service asked us to wait for (RFC 8030 section 8.4 leaves open for whom it speaks):
 * first the one subscription is held, and when several of one application are told so within a
 * short time, the application, since push services limit by site.
 */
final class RateLimits {
  /** So many different subscriptions of an application hold all of it. */
  static final int SUBSCRIPTIONS = 3;

  static final Duration WITHIN = Duration.ofSeconds(10);

  private static final int MOST_SUBSCRIPTIONS = 10_000;

  private record Told(UUID subscription, Instant at) {}

  private record Hold(Instant until, Schedule after) {}

  private final Map<String, Hold> applications = new HashMap<>();
  private final Map<String, Deque<Told>> told = new HashMap<>();
  private final Map<UUID, Instant> subscriptions = new LinkedHashMap<>();

  /**
   * When the delivery may go, if not now; null if now is fine.
   *
   * @param rate a second, at which those that were held are to come again
   */
  @Nullable Instant heldUntil(String application, UUID subscription, double rate, Instant now) {
    Hold hold = applications.get(application);
    if (hold != null && now.isBefore(hold.until())) {
      return hold.after().next(hold.until(), rate, now);
    }
    if (hold != null) {
      applications.remove(application);
    }
    Instant until = subscriptions.isEmpty() ? null : subscriptions.get(subscription);
    if (until == null || now.isBefore(until)) {
      return until;
    }
    subscriptions.remove(subscription);
    return null;
  }

  /**
   * A delivery was told to wait.
   *
   * @return whether this made a new hold of the application
   */
  boolean limited(String application, UUID subscription, Instant until, Instant now) {
    subscriptions.put(subscription, until);
    if (subscriptions.size() > MOST_SUBSCRIPTIONS) {
      subscriptions.remove(subscriptions.keySet().iterator().next());
    }
    Deque<Told> recent = told.computeIfAbsent(application, _ -> new ArrayDeque<>());
    recent.removeIf(one -> one.subscription().equals(subscription));
    recent.add(new Told(subscription, now));
    while (recent.size() > SUBSCRIPTIONS || recent.getFirst().at().plus(WITHIN).isBefore(now)) {
      recent.remove();
    }
    if (recent.size() < SUBSCRIPTIONS) {
      return false;
    }
    told.remove(application);
    return hold(application, until);
  }

  /**
   * Holds an application, as another worker was told.
   *
   * @return whether it was not held for so long before
   */
  boolean hold(String application, Instant until) {
    Hold before = applications.get(application);
    if (before != null && !until.isAfter(before.until())) {
      return false;
    }
    applications.put(application, new Hold(until, new Schedule()));
    return true;
  }

  /** Applications held, with the end of each hold. */
  Map<String, Instant> applications() {
    Map<String, Instant> ends = new HashMap<>();
    applications.forEach((application, hold) -> ends.put(application, hold.until()));
    return ends;
  }
}
