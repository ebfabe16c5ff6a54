package dev.towncrier.api.stream;

import java.time.Instant;
import java.util.Map;

/**
 * Outcomes that came in within a time.
 *
 * @param at when that time ended
 * @param seconds how long it was
 * @param outcomes how many, by outcome
 * @param pushServices the same by push service, as its origin; {@code other} for those beyond 50
 */
record RatesView(
    Instant at,
    double seconds,
    Map<String, Long> outcomes,
    Map<String, Map<String, Long>> pushServices) {}
