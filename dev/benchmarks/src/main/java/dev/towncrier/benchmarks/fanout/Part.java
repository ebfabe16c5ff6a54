package dev.towncrier.benchmarks.fanout;

/** What can be measured. */
enum Part {
  /** CPU time of a delivery's request. */
  CPU,
  /** Whether each is requested once however often workers are killed. */
  KILLS,
  /** A single message's latency while a large audience is sent to. */
  SINGLE
}
