package dev.towncrier.benchmarks.flood;

import dev.towncrier.benchmarks.load.Latencies;

/**
 * What became of a caller's requests.
 *
 * @param latencies each from when it was due
 * @param subscribed share of them that were answered with 201, 0 to 1
 * @param refused share of them that were answered with 429, 0 to 1
 */
record Answers(Latencies latencies, double subscribed, double refused) {}
