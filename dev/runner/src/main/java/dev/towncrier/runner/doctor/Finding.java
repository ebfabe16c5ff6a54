package dev.towncrier.runner.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What one look told.
 *
 * @param check what was looked at, such as {@code postgres} or {@code topic push.fanout}
 * @param fault what is wrong, of a fixed set of words; null if nothing is, or it can't be told
 * @param detail what was seen
 * @param remedy what to do; null if nothing is wrong
 */
record Finding(
    String check, Status status, @Nullable String fault, String detail, @Nullable String remedy) {

  /** How it is. */
  enum Status {
    OK,
    WRONG,
    /** What the look needs is wrong itself. */
    UNKNOWN
  }

  static Finding ok(String check, String detail) {
    return new Finding(check, Status.OK, null, detail, null);
  }

  static Finding wrong(String check, String fault, String detail, String remedy) {
    return new Finding(check, Status.WRONG, fault, detail, remedy);
  }

  static Finding unknown(String check, String detail) {
    return new Finding(check, Status.UNKNOWN, null, detail, null);
  }

  boolean isWrong() {
    return status == Status.WRONG;
  }
}
