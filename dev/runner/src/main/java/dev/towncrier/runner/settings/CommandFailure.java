package dev.towncrier.runner.settings;

import java.nio.file.Path;

/** A command can't go on; the message is the one line that says why and what helps. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Fails with a line for the person at the keyboard. */
  public CommandFailure(String line) {
    super(line);
  }

  /** Fails with a line for the person at the keyboard, and the cause for the log. */
  public CommandFailure(String line, Throwable cause) {
    super(line, cause);
  }

  /**
   * Fails because something didn't start.
   *
   * @param log the file that says more
   */
  public static CommandFailure notStarted(String what, Exception cause, Path log) {
    return new CommandFailure(
        what + " does not start: " + reason(cause) + ". More is in " + log, cause);
  }

  /** Returns the innermost message. */
  private static String reason(Throwable failure) {
    String reason = failure.toString();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = each.getMessage();
      reason = message == null ? reason : message;
    }
    return reason;
  }
}
