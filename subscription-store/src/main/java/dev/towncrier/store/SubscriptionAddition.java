package dev.towncrier.store;

import java.util.UUID;

/** What came of a subscription that was made elsewhere and was to be added. */
public sealed interface SubscriptionAddition {
  /** It is stored. */
  record Added(UUID id) implements SubscriptionAddition {}

  /** The application has its endpoint already; that subscription stays as it is. */
  record Known() implements SubscriptionAddition {}

  /** It names a topic that the application does not have (any more); it is not stored. */
  record UnknownTopic() implements SubscriptionAddition {}

  /** It would be one too many; it is not stored. */
  record NoRoom() implements SubscriptionAddition {}
}
