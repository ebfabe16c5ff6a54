package dev.towncrier.simulator.script;

/** What a push service means by an answer, whatever its form. */
public enum Meaning {
  /** It has the message. */
  ACCEPTED,
  /** The subscription has ended. */
  GONE,
  /** The message is longer than it takes. */
  TOO_LARGE,
  /** Not now: the sender is to come again, later. */
  LATER,
  /** The subscription is bound to another application server key. */
  KEY_MISMATCH,
  /** The application server's token is not good. */
  VAPID_REJECTED,
  /** It does not take this message, now or later. */
  REFUSED
}
