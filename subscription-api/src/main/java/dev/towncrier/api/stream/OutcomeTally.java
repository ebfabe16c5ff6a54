package dev.towncrier.api.stream;

import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts an application's outcomes as they come in. For one thread. */
final class OutcomeTally {
  /** Visitors choose their push services, and so could make any number of them. */
  static final int MOST_PUSH_SERVICES = 50;

  /** Acceptances that latency is measured of; more would take too many notifications to look up. */
  static final int MOST_MEASURED = 1_000;

  private static final String OTHER = "other";

  /** What is counted of a {@link DeliveryOutcome}; the rest of it is passed over unread. */
  record Ended(
      String application, String notificationId, Outcome outcome, String pushService, Instant at) {}

  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Map<String, Long>> pushServices = new TreeMap<>();
  private final List<Ended> measured = new ArrayList<>();

  void count(Ended ended) {
    String label = ended.outcome().label();
    String origin = ended.pushService();
    boolean isShown = pushServices.containsKey(origin) || pushServices.size() < MOST_PUSH_SERVICES;
    outcomes.merge(label, 1L, Long::sum);
    pushServices
        .computeIfAbsent(isShown ? origin : OTHER, _ -> new TreeMap<>())
        .merge(label, 1L, Long::sum);
    if (ended.outcome() == Outcome.ACCEPTED && measured.size() < MOST_MEASURED) {
      measured.add(ended);
    }
  }

  /** The ids of the notifications that {@link #view} has to know of. */
  Set<String> notifications() {
    return measured.stream().map(Ended::notificationId).collect(Collectors.toSet());
  }

  /**
   * What was counted.
   *
   * @param dueSince by notification, since when it might be sent
   */
  RatesView view(Instant at, double seconds, Map<String, Instant> dueSince) {
    return new RatesView(at, seconds, outcomes, pushServices, latency(dueSince));
  }

  private RatesView.@Nullable Latency latency(Map<String, Instant> dueSince) {
    List<Double> seconds = new ArrayList<>();
    for (Ended ended : measured) {
      Instant due = dueSince.get(ended.notificationId());
      if (due != null) {
        // The clocks of two processes may differ by more than it took.
        seconds.add(Math.max(0, Duration.between(due, ended.at()).toMillis()) / 1e3);
      }
    }
    Collections.sort(seconds);
    int last = seconds.size() - 1;
    return last < 0
        ? null
        : new RatesView.Latency(seconds.get(last / 2), seconds.get(last * 99 / 100));
  }
}
