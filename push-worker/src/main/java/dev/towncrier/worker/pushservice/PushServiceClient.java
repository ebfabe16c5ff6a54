package dev.towncrier.worker.pushservice;

import org.jspecify.annotations.Nullable;

/** Sends messages to push services. Safe for use by many threads. */
public interface PushServiceClient extends AutoCloseable {
  /**
   * Has one message sent. Never blocks: what can't be written at once waits for a connection, at
   * most for the connect time-out.
   *
   * @param pushService the origin that the request will be for, such as {@code
   *     https://push.example}
   * @throws IllegalArgumentException if {@code pushService} is no origin
   * @throws IllegalStateException if the client is closed
   */
  void send(String pushService, Exchange exchange);

  /** Stops within seconds. What is still under way ends as {@link PushResponse.Unreachable}. */
  @Override
  void close();

  /**
   * One message and what comes of it. Its methods are called on I/O threads, one call after
   * another, and must not block. Exactly one of {@link #answered} and {@link #failed} ends it,
   * unless {@link #request} answered null.
   */
  interface Exchange {
    /** Whether it is sent before those of which this is false. Always answers the same. */
    default boolean goesFirst() {
      return false;
    }

    /**
     * Makes the request, on the thread that is about to write it, so that nothing waits encrypted
     * in a queue. Called again if the push service says that it did not look at the first one.
     *
     * @return null when it is no longer to be sent; then nothing else is called
     * @throws RuntimeException to end it as failed
     */
    @Nullable PushRequest request();

    /** What the push service said, or that it said nothing. */
    void answered(PushResponse response);

    /** The request could not be made, or is not for the push service that was named. */
    void failed(RuntimeException cause);
  }
}
