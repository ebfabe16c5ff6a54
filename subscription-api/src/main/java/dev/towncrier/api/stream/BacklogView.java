package dev.towncrier.api.stream;

import java.time.Instant;
import java.util.Map;

/**
 * Deliveries of all applications that wait on Kafka.
 *
 * @param direct of small audiences
 * @param bulk of large ones
 * @param retry for another attempt, by the longest that they wait in one go, such as {@code 10s}
 */
record BacklogView(Instant at, long direct, long bulk, Map<String, Long> retry) {}
