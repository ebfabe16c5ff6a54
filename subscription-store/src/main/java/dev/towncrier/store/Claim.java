package dev.towncrier.store;

/** What came of claiming a notification's id. */
public sealed interface Claim {
  /** It is ours, now or by an earlier try of the same request: go on. */
  record Granted(Notification notification) implements Claim {}

  /** The same event was taken from elsewhere: nothing is left to do. */
  record Duplicate() implements Claim {}

  /** Another event has this id. */
  record Conflict() implements Claim {}
}
