package dev.towncrier.api.transfer;

import java.util.Arrays;
import java.util.List;

/** What a line says of a subscription: members of a JSON object, or columns of CSV. */
enum Member {
  ENDPOINT("endpoint", "must be a text of 1 to 2,048 characters"),
  P256DH("p256dh", "must be a text of 1 to 256 characters"),
  AUTH("auth", "must be a text of 1 to 256 characters"),
  USER("user", "must be a text of 1 to 256 characters, none of them a control character"),
  TOPICS("topics", "must be at most 50 texts of 1 to 64 characters"),
  TAGS("tags", "must be an object of at most 50 names with a text, a number or a truth value each"),
  LOCALE("locale", "must be a text of 1 to 64 characters"),
  TIME_ZONE("timeZone", "must be a text of 1 to 64 characters"),
  APPLICATION_SERVER_KEY("applicationServerKey", "must be a text of 1 to 256 characters");

  /** As CSV's header has them. */
  static final List<String> NAMES = Arrays.stream(values()).map(Member::label).toList();

  private final String label;
  private final String expected;

  Member(String label, String expected) {
    this.label = label;
    this.expected = expected;
  }

  /** Its name in a line. */
  String label() {
    return label;
  }

  /** That its value is of the wrong type or size, without quoting it. */
  Rejected malformed() {
    return refused(expected);
  }

  /** That its value can't be accepted. */
  Rejected refused(String problem) {
    return new Rejected(label, label + " " + problem);
  }
}
