package dev.towncrier.simulator.vapid;

/** What a request's {@code Authorization} header proved. */
public sealed interface VapidVerdict {
  /** Signed by the expected key, for this push service and for now. */
  record Valid() implements VapidVerdict {}

  /** There is no such header, and the subscription is bound to no key (RFC 8292 section 4). */
  record Absent() implements VapidVerdict {}

  /** Well signed, but not by the key that the subscription was made with. */
  record KeyMismatch() implements VapidVerdict {}

  /** Not a token that a push service accepts; the reason quotes no part of it but its claims. */
  record Invalid(String reason) implements VapidVerdict {}

  /** The word for the ledger: {@code valid}, or what is wrong. */
  default String word() {
    return switch (this) {
      case Valid _ -> "valid";
      case Absent _ -> "absent";
      case KeyMismatch _ -> "signed by another key than the subscription's";
      case Invalid(String reason) -> reason;
    };
  }
}
