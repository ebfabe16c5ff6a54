package dev.towncrier.store;

/** What came of a visitor's request about one subscription. */
public sealed interface VisitorAccess {
  /** The token was right; the subscription as it is now, or as it was before its removal. */
  record Granted(Subscription subscription) implements VisitorAccess {}

  /** No such subscription in this application. */
  record NotFound() implements VisitorAccess {}

  /** The token belongs to no or another subscription. */
  record WrongToken() implements VisitorAccess {}

  /** The new endpoint is stored already with another auth secret; nothing was changed. */
  record EndpointTaken() implements VisitorAccess {}

  /** The precondition does not hold; nothing was changed. */
  record Stale() implements VisitorAccess {}

  /** The application has no such topic; nothing was changed. */
  record UnknownTopic(String topic) implements VisitorAccess {}
}
