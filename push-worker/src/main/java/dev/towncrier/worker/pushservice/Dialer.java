package dev.towncrier.worker.pushservice;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections.
 *
 * @param transport what every channel has in common
 * @param loops who gets the next connection
 * @param lookups where names are looked up, which blocks
 * @param addresses which addresses may be dialled
 */
record Dialer(
    Bootstrap transport,
    EventLoopGroup loops,
    SslContext tls,
    HostResolver resolver,
    ExecutorService lookups,
    AddressRule addresses,
    Timings timings) {
  /** What is said of messages when the client closes. */
  static final String CLOSED = "The client was closed";

  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int MAX_DOUBLINGS = 2;

  /**
   * Opens one, or says why there is none.
   *
   * @param failures how many failed one after the other just before; the more, the later
   */
  void dial(ConnectionPool pool, int failures) {
    EventLoop loop = loops.next();
    long pause = failures == 0 ? 0 : FIRST_PAUSE << Math.min(failures - 1, MAX_DOUBLINGS);
    long shortened = Math.min(pause, timings.connect() / 2);
    Dial dial = new Dial(this, pool, loop, timings.connect() - shortened);
    try {
      var _ = loop.schedule(dial::start, shortened, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      pool.notOpened(new PushResponse.Unreachable(CLOSED));
    }
  }
}
