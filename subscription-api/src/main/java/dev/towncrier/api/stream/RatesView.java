package dev.towncrier.api.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes that came in within a time.
 *
 * @param at when that time ended
 * @param seconds how long it was
 * @param outcomes how many, by outcome
 * @param pushServices the same by push service, as its origin; {@code other} for those beyond 50
 * @param latency of those accepted by a push service; absent if there was none
 */
record RatesView(
    Instant at,
    double seconds,
    Map<String, Long> outcomes,
    Map<String, Map<String, Long>> pushServices,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Latency latency) {

  /**
   * Seconds from when a notification might be sent, as its event was accepted or its {@code sendAt}
   * came, until the push service had it; of up to 1,000 deliveries.
   */
  record Latency(double p50, double p99) {}
}
