package dev.towncrier.api.stream;

import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Counts an application's outcomes as they come in. For one thread. */
final class OutcomeTally {
  /** Visitors choose their push services, and so could make any number of them. */
  static final int MOST_PUSH_SERVICES = 50;

  private static final String OTHER = "other";

  /** What is counted of a {@link DeliveryOutcome}; the rest of it is passed over unread. */
  record Ended(String application, Outcome outcome, String pushService) {}

  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Map<String, Long>> pushServices = new TreeMap<>();

  void count(Ended ended) {
    String label = ended.outcome().label();
    String origin = ended.pushService();
    boolean isShown = pushServices.containsKey(origin) || pushServices.size() < MOST_PUSH_SERVICES;
    outcomes.merge(label, 1L, Long::sum);
    pushServices
        .computeIfAbsent(isShown ? origin : OTHER, _ -> new TreeMap<>())
        .merge(label, 1L, Long::sum);
  }

  RatesView view(Instant at, double seconds) {
    return new RatesView(at, seconds, outcomes, pushServices);
  }
}
