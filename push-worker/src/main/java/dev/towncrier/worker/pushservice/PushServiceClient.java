package dev.towncrier.worker.pushservice;

/** Sends messages to push services. Safe for use by many threads, each waiting for its answer. */
public interface PushServiceClient extends AutoCloseable {
  /**
   * Sends one message and waits for the answer, at most for the request time-out.
   *
   * @return what the push service said; failures of the network are {@link
   *     PushResponse.Unreachable}
   */
  PushResponse send(PushRequest request) throws InterruptedException;

  @Override
  void close();
}
