package dev.towncrier.worker.pushservice;

import io.netty.channel.EventLoop;

/** An open connection that takes what waits in its pool. */
interface Connection {
  /** HTTP/2 connections to one push service, opened when all others are full. */
  int MOST_OF_HTTP_2 = 8;

  /** HTTP/1.1 connections to one push service. */
  int MOST_OF_HTTP_1 = 32;

  /** Where everything but {@link #hasRoom} happens. */
  EventLoop eventLoop();

  /** Whether it could write another request now. Asked by any thread. */
  boolean hasRoom();

  /** Writes what waits, as far as it may. On its event loop. */
  void drain();

  /** How many of its kind one push service may have. */
  int most();

  /** Closes at once. On its event loop. */
  void close();
}
