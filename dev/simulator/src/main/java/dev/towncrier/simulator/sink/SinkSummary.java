package dev.towncrier.simulator.sink;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Counts over everything that the sink took.
 *
 * @param endpoints those with at least one request
 * @param repeats requests beyond an endpoint's first
 * @param firstMicros of the first request, in microseconds since 1970; 0 if there was none
 * @param lastMicros of the latest, likewise
 */
public record SinkSummary(
    long requests, long endpoints, long repeats, long firstMicros, long lastMicros) {

  static SinkSummary of(List<Arrivals> arrivals) {
    long requests = arrivals.stream().mapToLong(Arrivals::count).sum();
    LongStream firsts = arrivals.stream().mapToLong(Arrivals::firstMicros);
    LongStream lasts = arrivals.stream().mapToLong(Arrivals::lastMicros);
    return new SinkSummary(
        requests,
        arrivals.size(),
        requests - arrivals.size(),
        firsts.min().orElse(0),
        lasts.max().orElse(0));
  }
}
