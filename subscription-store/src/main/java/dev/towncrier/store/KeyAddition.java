package dev.towncrier.store;

import java.util.UUID;

/** What came of adding a VAPID key to an application. */
public sealed interface KeyAddition {
  /** It is stored, or its private key is back if it was retired. */
  record Added(UUID id) implements KeyAddition {}

  /** The application has it already; nothing was changed, and it need not be the current one. */
  record AlreadyThere(UUID id) implements KeyAddition {}

  /** There is no application of that id. */
  record UnknownApplication() implements KeyAddition {}
}
