package dev.towncrier.worker.isolation;

import java.time.Instant;

/** Whether a delivery may go to its push service. */
public sealed interface Admission {

  /** Now. */
  enum Go implements Admission {
    GO
  }

  /** Soon: the requests in flight have to be answered first. */
  enum Wait implements Admission {
    WAIT
  }

  /** Not before {@code until}; without an attempt. */
  record Park(Instant until, Cause cause) implements Admission {}

  /** Why a delivery is parked. */
  enum Cause {
    /** The push service only fails. */
    BREAKER,
    /** It asked us to wait. */
    RATE_LIMIT,
    /** It takes less than there is. */
    FULL
  }
}
