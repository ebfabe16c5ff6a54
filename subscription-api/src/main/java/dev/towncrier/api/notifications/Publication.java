package dev.towncrier.api.notifications;

/** What came of publishing an event. */
sealed interface Publication {
  /** Kafka has it, from now or from an earlier time. */
  record Accepted() implements Publication {}

  /** Another event has this id; nothing was published. */
  record IdTaken() implements Publication {}

  /** Kafka did not confirm it in time; the same request may be repeated. */
  record Unconfirmed() implements Publication {}
}
