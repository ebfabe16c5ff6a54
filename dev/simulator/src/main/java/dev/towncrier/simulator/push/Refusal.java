package dev.towncrier.simulator.push;

import dev.towncrier.simulator.http.Answer;

/**
 * Why a request is refused, as Mozilla's service answers it; another key than the subscription's as
 * Google's does.
 */
enum Refusal {
  UNKNOWN_SUBSCRIPTION(404, 102, "no such subscription"),
  ENDED_SUBSCRIPTION(410, 106, "the subscription has ended"),
  TOO_LARGE(413, 104, "the body is longer than 4096 bytes"),
  BAD_ENCODING(400, 110, "Content-Encoding is not aes128gcm"),
  TTL_MISSING(400, 111, "TTL is missing"),
  TTL_INVALID(400, 112, "TTL is not a number of seconds from 0"),
  TOPIC_INVALID(400, 113, "Topic is not 1 to 32 characters of base64url"),
  URGENCY_INVALID(400, 999, "Urgency is none of very-low, low, normal, high"),
  VAPID_INVALID(401, 109, "the application server is not authenticated"),
  KEY_MISMATCH(403, 0, "");

  private static final String KEY_MISMATCH_TEXT =
      "the VAPID credentials in the authorization header do not correspond to the credentials used"
          + " to create the subscriptions.\n";

  private final int status;
  private final int errno;
  private final String message;

  Refusal(int status, int errno, String message) {
    this.status = status;
    this.errno = errno;
    this.message = message;
  }

  Answer answer() {
    if (this == KEY_MISMATCH) return Answer.text(status, KEY_MISMATCH_TEXT);
    return Answer.json(
        status,
        "{\"code\": %d, \"errno\": %d, \"error\": \"%s\", \"message\": \"%s\"}"
            .formatted(status, errno, name(), message));
  }

  /** The word for the ledger. */
  String word() {
    return this == KEY_MISMATCH ? "signed by another key" : message;
  }
}
