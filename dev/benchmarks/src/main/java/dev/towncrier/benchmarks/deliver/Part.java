package dev.towncrier.benchmarks.deliver;

/** The measurements, each of which can be run alone. */
enum Part {
  /** CPU time of a message, beside the encryption limit. */
  CPU,
  /** The same of other libraries that send to the same sink. */
  PEERS,
  /** From publishing to receipt, beside a bare echo through the same broker. */
  LATENCY,
  /** The same while half of the traffic goes to a push service that never answers. */
  STALLED,
  /** Memory while a large backlog is delivered. */
  BACKLOG
}
