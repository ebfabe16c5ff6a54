package dev.towncrier.api.ratelimit;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.api.web.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * What a request has while it is at work: one of those that its address may have at once. For one
 * thread at a time.
 */
public final class Place {
  private static final String ATTRIBUTE = Place.class.getName();
  private static final int RETRY_SECONDS = 1;

  private final ConcurrencyLimit<ClientAddress> limit;
  private final ClientAddress client;
  private boolean taken;

  Place(ConcurrencyLimit<ClientAddress> limit, ClientAddress client) {
    this.limit = limit;
    this.client = client;
  }

  /** Something that waits for the client. */
  @FunctionalInterface
  public interface Waiting<T> {
    /** Waits. */
    T await() throws IOException;
  }

  /**
   * Leaves the place while the client is waited for, so that one who is slow keeps none, and takes
   * one again.
   *
   * @throws Problem 429 if there was none again in time
   */
  public static <T> T leftWhile(HttpServletRequest request, Waiting<T> waiting) throws IOException {
    if (!(request.getAttribute(ATTRIBUTE) instanceof Place place)) {
      return waiting.await();
    }
    place.leave();
    T result = waiting.await();
    if (!place.take()) {
      throw refusal();
    }
    return result;
  }

  /** What is answered where none was free in time. */
  static Problem refusal() {
    return Problem.later(
        ProblemKind.RATE_LIMITED, "This address makes too many requests at once.", RETRY_SECONDS);
  }

  /** Makes it the request's, for whoever {@linkplain #leftWhile leaves it for a while}. */
  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Waits for one; false if none was free in time. */
  boolean take() {
    try {
      taken = limit.enter(client);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  /** Lets the next one have it; does nothing without one. */
  void leave() {
    if (taken) {
      taken = false;
      limit.leave(client);
    }
  }
}
