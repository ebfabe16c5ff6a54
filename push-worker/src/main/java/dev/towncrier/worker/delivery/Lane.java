package dev.towncrier.worker.delivery;

import java.time.Duration;

/** Which deliveries go before others where not all can go at once. */
enum Lane {
  /** Of small audiences and single persons: these never wait behind a large audience. */
  DIRECT(Duration.ofSeconds(1)),
  /** Of large audiences. */
  BULK(Duration.ofSeconds(5));

  private final Duration longestWait;

  Lane(Duration longestWait) {
    this.longestWait = longestWait;
  }

  /** Who would have to wait longer than this goes out of the way of other push services. */
  Duration longestWait() {
    return longestWait;
  }
}
