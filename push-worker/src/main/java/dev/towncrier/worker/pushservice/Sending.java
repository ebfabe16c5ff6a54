package dev.towncrier.worker.pushservice;

import dev.towncrier.worker.pushservice.PushServiceClient.Exchange;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange on its way: waiting first, then a request on one connection, perhaps waiting again.
 * Whoever holds it owns it; the event loop of its connection while it is a request.
 */
final class Sending {
  private static final Logger log = LoggerFactory.getLogger(Sending.class);
  private static final int MAX_RESENDS = 3;

  private final Exchange exchange;
  private long since;
  private int resends;
  private @Nullable Attempt attempt;

  /**
   * @param since when it began to wait, in nanoseconds
   */
  Sending(Exchange exchange, long since) {
    this.exchange = exchange;
    this.since = since;
  }

  boolean goesFirst() {
    return exchange.goesFirst();
  }

  /** When it began to wait, in nanoseconds. */
  long since() {
    return since;
  }

  /**
   * Asks for the request.
   *
   * @return null if there is none to be sent; then it has ended
   */
  @Nullable PushRequest request(Origin origin) {
    PushRequest request;
    try {
      request = exchange.request();
      if (request != null && !origin.text().equals(request.pushService())) {
        throw new IllegalArgumentException("The request is for another push service");
      }
    } catch (RuntimeException e) {
      failed(e);
      return null;
    }
    return request;
  }

  /** What is under way now. */
  Attempt attempt() {
    if (attempt == null) {
      throw new IllegalStateException("Not under way");
    }
    return attempt;
  }

  void started(Attempt now) {
    attempt = now;
  }

  /** Whether it may wait once more, after the push service did not look at the request. */
  boolean mayBeSentAgain(long now) {
    since = now;
    attempt = null;
    return ++resends <= MAX_RESENDS;
  }

  /**
   * No more of the answer will come. If it has begun with a 2xx, the push service has the message,
   * whatever the rest would have said; the reason of a refusal stands in the rest.
   */
  void brokenOff(String detail, Origin origin, InstantSource clock) {
    Attempt begun = attempt;
    int status = begun == null ? 0 : begun.answer().status();
    if (begun != null && status / 100 == 2) {
      answered(begun.meaning(origin, clock));
    } else {
      unreachable(detail);
    }
  }

  void unreachable(String detail) {
    answered(new PushResponse.Unreachable(detail));
  }

  void answered(PushResponse response) {
    try {
      exchange.answered(response);
    } catch (RuntimeException e) {
      log.error("An answer was not taken: {}", response.getClass().getSimpleName(), e);
    }
  }

  void failed(RuntimeException cause) {
    try {
      exchange.failed(cause);
    } catch (RuntimeException e) {
      log.error("A failure was not taken", e);
    }
  }
}
