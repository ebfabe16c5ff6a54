package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.worker.isolation.Admission;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.pushservice.PushResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a worker tells of its deliveries; {@code docs/metrics.md} says what each metric means.
 * Meters are looked up once and kept, as this is on every delivery's way. Counted on the loop's
 * thread.
 */
final class DeliveryMetrics {
  /** Anyone can name a host, so no more than these get a series of their own. */
  private static final int MOST_PUSH_SERVICES = 50;

  private static final String OTHER = "other";

  private record Answer(String pushService, Class<?> kind) {}

  private final MeterRegistry registry;
  private final String worker;
  private final Map<Answer, Timer> answers = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<Object, Counter> steps = new HashMap<>();
  private final Map<String, Map<String, Reading>> readings = new HashMap<>();
  private volatile int inFlight;
  private volatile int uncommitted;
  private volatile int queued;

  /**
   * @param worker tells the gauges of workers in one process apart
   */
  DeliveryMetrics(MeterRegistry registry, String worker) {
    this.registry = registry;
    this.worker = worker;
    gauge("towncrier.delivery.in.flight", () -> inFlight);
    gauge("towncrier.delivery.uncommitted", () -> uncommitted);
    gauge("towncrier.delivery.queued", () -> queued);
    // From zero on: to an alert, a series that begins at one has not grown.
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      var _ = deadLetters(reason);
    }
  }

  private void gauge(String name, Supplier<Number> value) {
    Gauge.builder(name, value).tag("worker", worker).register(registry);
  }

  /** A push service answered, or failed to. */
  void answered(String pushService, PushResponse response, Duration latency) {
    answers
        .computeIfAbsent(
            new Answer(name(pushService), response.getClass()),
            answer ->
                Timer.builder("towncrier.delivery.answers")
                    .tag("push.service", answer.pushService())
                    .tag("answer", label(answer.kind().getSimpleName()))
                    .publishPercentileHistogram()
                    .minimumExpectedValue(Duration.ofMillis(1))
                    .maximumExpectedValue(Duration.ofSeconds(10))
                    .register(registry))
        .record(latency);
  }

  /** What a delivery came to. */
  void step(NextStep step) {
    switch (step) {
      case NextStep.End end -> count("towncrier.delivery.ended", "outcome", end.outcome());
      case NextStep.DeadLetter letter -> deadLetters(letter.reason()).increment();
      case NextStep.Retry _ -> count("towncrier.delivery.retries", "kind", "retry");
      case NextStep.Park _ -> count("towncrier.delivery.retries", "kind", "park");
    }
  }

  /** A delivery was sent away without an attempt. */
  void parked(Admission.Cause cause) {
    count("towncrier.delivery.parked", "cause", cause);
  }

  private Counter deadLetters(DeadLetterReason reason) {
    return counter("towncrier.delivery.dead.lettered", "reason", reason);
  }

  private void count(String name, String tag, Object value) {
    counter(name, tag, value).increment();
  }

  private Counter counter(String name, String tag, Object value) {
    return steps.computeIfAbsent(value, _ -> registry.counter(name, tag, label(value.toString())));
  }

  /** How much there is now. */
  void now(int inFlight, int uncommitted, int queued) {
    this.inFlight = inFlight;
    this.uncommitted = uncommitted;
    this.queued = queued;
  }

  /** How each push service is doing. */
  void services(Map<String, ServiceQueue> services, Instant now) {
    Set<String> shown = new HashSet<>();
    services.forEach((origin, service) -> {
      String name = name(origin);
      if (name.equals(OTHER)) {
        return;
      }
      shown.add(name);
      show(name, "towncrier.push.service.window", service.gate().window());
      show(name, "towncrier.push.service.in.flight", service.gate().inFlight());
      show(name, "towncrier.push.service.queued", service.size());
      show(name, "towncrier.push.service.breaker.open", service.gate().isOpen() ? 1 : 0);
      show(name, "towncrier.push.service.holds", service.gate().holds().size());
      int brakes =
          Math.toIntExact(
              service.gate().brakes().values().stream().filter(brake -> brake.isOn(now)).count());
      show(name, "towncrier.push.service.brakes", brakes);
    });
    readings
        .entrySet()
        .removeIf(service -> {
          boolean left = !shown.contains(service.getKey());
          if (left) {
            service.getValue().values().forEach(reading -> registry.remove(reading.gauge));
          }
          return left;
        });
  }

  private void show(String pushService, String name, double value) {
    readings
            .computeIfAbsent(pushService, _ -> new HashMap<>())
            .computeIfAbsent(name, _ -> new Reading(name, pushService))
            .value =
        value;
  }

  /**
   * One gauge for as long as there is its push service: one that were taken away and made again
   * could be met twice by whoever reads at that moment.
   */
  private final class Reading {
    private final Gauge gauge;
    private volatile double value;

    Reading(String name, String pushService) {
      gauge =
          Gauge.builder(name, () -> value)
              .tag("push.service", pushService)
              .tag("worker", worker)
              .register(registry);
    }
  }

  private String name(String pushService) {
    String known = names.get(pushService);
    if (known != null) {
      return known;
    }
    if (names.size() >= MOST_PUSH_SERVICES) {
      return OTHER;
    }
    names.put(pushService, pushService);
    return pushService;
  }

  /** {@code RateLimited} and {@code RATE_LIMIT} alike become words with hyphens. */
  private static String label(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
