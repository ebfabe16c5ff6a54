package dev.towncrier.store;

/** What came of storing a browser's subscription. */
public sealed interface SubscribeResult {
  /** Stored; {@code created} is false when the endpoint was known and its old token has ended. */
  record Stored(Subscription subscription, AccessToken token, boolean created)
      implements SubscribeResult {}

  /** The endpoint is not known, and only one that is was to be renewed. */
  record Unknown() implements SubscribeResult {}

  /** The endpoint is known with another auth secret; nothing was changed. */
  record OtherSecret() implements SubscribeResult {}

  /** The application has no such topic; nothing was changed. */
  record UnknownTopic(String topic) implements SubscribeResult {}
}
