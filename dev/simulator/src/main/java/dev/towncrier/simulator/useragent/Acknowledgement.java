package dev.towncrier.simulator.useragent;

/** What a browser said about a message, by its code. */
public enum Acknowledgement {
  /** 100: the push event was fired. */
  DELIVERED,
  /** 101: the message could not be decrypted. */
  UNDECRYPTABLE,
  /** 102 and others: decrypted, but not delivered to the service worker. */
  NOT_DELIVERED;

  static Acknowledgement of(int code) {
    return switch (code) {
      case 100 -> DELIVERED;
      case 101 -> UNDECRYPTABLE;
      default -> NOT_DELIVERED;
    };
  }
}
