package dev.towncrier.api.transfer;

import org.jspecify.annotations.Nullable;

/**
 * A line that is no subscription. The message says why and quotes nothing, for it may be secret.
 */
final class Rejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String member;

  Rejected(@Nullable String member, String reason) {
    super(reason, null, false, false);
    this.member = member;
  }

  /** Which member is wrong; null if it is the line as a whole. */
  @Nullable String member() {
    return member;
  }

  /** One sentence without its full stop. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
