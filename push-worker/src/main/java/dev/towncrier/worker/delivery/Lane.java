package dev.towncrier.worker.delivery;

/** Which deliveries go before others where not all can go at once. */
enum Lane {
  /** Of small audiences and single persons: these never wait behind a large audience. */
  DIRECT,
  /** Of large audiences. */
  BULK
}
