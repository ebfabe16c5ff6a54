package dev.towncrier.api.input;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** Reads bodies whole, bounded in size and in time. */
final class BodyReader {
  private final Duration timeout;

  BodyReader(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * The body.
   *
   * @param limit most bytes
   * @throws Problem 413 if it is longer, 408 if it is not there in time
   */
  byte[] read(HttpServletRequest request, int limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw tooLarge(limit);
    }
    try {
      return read(request.getInputStream(), limit);
    } catch (IOException e) {
      if (isTimeout(e)) {
        throw tooSlow();
      }
      throw e;
    }
  }

  private byte[] read(InputStream in, int limit) throws IOException {
    long start = System.nanoTime();
    byte[] body = new byte[limit + 1];
    int length = 0;
    for (int more = 0; more >= 0; more = in.read(body, length, body.length - length)) {
      length += more;
      if (length > limit) {
        throw tooLarge(limit);
      }
      if (System.nanoTime() - start > timeout.toNanos()) {
        throw tooSlow();
      }
    }
    return Arrays.copyOf(body, length);
  }

  private static boolean isTimeout(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  private Problem tooSlow() {
    return Problem.of(
        ProblemKind.TOO_SLOW, "The body did not come within " + timeout.toMillis() + " ms.");
  }

  private static Problem tooLarge(int limit) {
    return Problem.of(ProblemKind.TOO_LARGE, "The body is over the limit of " + limit + " bytes.");
  }
}
