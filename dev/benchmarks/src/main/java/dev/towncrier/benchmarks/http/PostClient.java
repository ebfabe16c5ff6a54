package dev.towncrier.benchmarks.http;

import java.util.function.IntConsumer;

/** A client of one sink, on two connections. */
interface PostClient extends AutoCloseable {
  /** Given instead of a status when there was no answer. */
  int FAILED = -1;

  /** Connections of every client. */
  int CONNECTIONS = 2;

  /**
   * Sends one POST.
   *
   * @param done is told the status when the whole answer is there
   */
  void post(IntConsumer done);

  @Override
  void close();
}
