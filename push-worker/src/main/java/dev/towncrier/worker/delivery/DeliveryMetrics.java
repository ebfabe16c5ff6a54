package dev.towncrier.worker.delivery;

import dev.towncrier.worker.isolation.Admission;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.pushservice.PushResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final Map<String, MultiGauge> perService = new HashMap<>();
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
      case NextStep.DeadLetter letter ->
          count("towncrier.delivery.dead.lettered", "reason", letter.reason());
      case NextStep.Retry _ -> count("towncrier.delivery.retries", "kind", "retry");
      case NextStep.Park _ -> count("towncrier.delivery.retries", "kind", "park");
    }
  }

  /** A delivery was sent away without an attempt. */
  void parked(Admission.Cause cause) {
    count("towncrier.delivery.parked", "cause", cause);
  }

  private void count(String name, String tag, Object value) {
    steps
        .computeIfAbsent(value, _ -> registry.counter(name, tag, label(value.toString())))
        .increment();
  }

  /** How much there is now. */
  void now(int inFlight, int uncommitted, int queued) {
    this.inFlight = inFlight;
    this.uncommitted = uncommitted;
    this.queued = queued;
  }

  /** How each push service is doing. */
  void services(Map<String, ServiceQueue> services, Instant now) {
    Map<String, List<MultiGauge.Row<?>>> rows = new HashMap<>();
    services.forEach((origin, service) -> {
      String name = name(origin);
      if (name.equals(OTHER)) {
        return;
      }
      Tags tags = Tags.of("push.service", name, "worker", worker);
      row(rows, "towncrier.push.service.window", tags, service.gate().window());
      row(rows, "towncrier.push.service.in.flight", tags, service.gate().inFlight());
      row(rows, "towncrier.push.service.queued", tags, service.size());
      row(rows, "towncrier.push.service.breaker.open", tags, service.gate().isOpen() ? 1 : 0);
      row(rows, "towncrier.push.service.holds", tags, service.gate().holds().size());
      int brakes =
          Math.toIntExact(
              service.gate().brakes().values().stream().filter(brake -> brake.isOn(now)).count());
      row(rows, "towncrier.push.service.brakes", tags, brakes);
    });
    rows.forEach((name, values) ->
        perService
            .computeIfAbsent(name, _ -> MultiGauge.builder(name).register(registry))
            .register(values, true));
  }

  private static void row(
      Map<String, List<MultiGauge.Row<?>>> rows, String name, Tags tags, double value) {
    rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(MultiGauge.Row.of(tags, value));
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
