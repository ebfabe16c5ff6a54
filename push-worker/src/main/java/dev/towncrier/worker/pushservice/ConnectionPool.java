package dev.towncrier.worker.pushservice;

import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One push service's connections, and what waits for them in one line. A connection is woken when
 * something waits and takes as much as it can; the first thing it does is to wake the next one if
 * more waits, so that several I/O threads share a burst and a single message wakes only one.
 */
final class ConnectionPool {
  /** What is opened at once. */
  static final int FEWEST = 2;

  private final Origin origin;
  private final InstantSource clock;
  private final Timings timings;
  private final Dialer dialer;
  private final WaitingLine waiting = new WaitingLine();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final AtomicInteger turn = new AtomicInteger();

  private final ReentrantLock lock = new ReentrantLock();
  private volatile List<Connection> connections = List.of();
  private final AtomicInteger dialling = new AtomicInteger();
  private volatile boolean closed;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile int most = Connection.MOST_OF_HTTP_2;

  ConnectionPool(Origin origin, InstantSource clock, Timings timings, Dialer dialer) {
    this.origin = origin;
    this.clock = clock;
    this.timings = timings;
    this.dialer = dialer;
  }

  Origin origin() {
    return origin;
  }

  InstantSource clock() {
    return clock;
  }

  // --- what waits ---

  /** Takes something to be sent; false if the pool is closed, and then it was not taken. */
  boolean add(Sending sending) {
    waiting.add(sending);
    if (closed && waiting.remove(sending)) {
      return false;
    }
    wake();
    return true;
  }

  /** Takes back what goes before everything else. */
  void again(Sending sending) {
    waiting.addFirst(sending);
    if (closed && waiting.remove(sending)) {
      sending.unreachable(Dialer.CLOSED);
      return;
    }
    wake();
  }

  boolean isWaitedFor() {
    return !waiting.isEmpty();
  }

  /** Gives out what is to be sent next. */
  @Nullable Sending take() {
    return waiting.poll();
  }

  /** Gives up what waits for too long. */
  void expire(long now) {
    waiting
        .removeSince(now - timings.connect())
        .forEach(sending -> sending.unreachable("No connection had room in time"));
  }

  // --- who takes it ---

  /** Wakes a connection, or opens one. At most one is on its way at a time. */
  void wake() {
    if (closed) {
      return;
    }
    while (waking.compareAndSet(false, true)) {
      Connection free = withRoom(null);
      if (free != null) {
        free.eventLoop().execute(() -> woken(free));
        break;
      }
      waking.set(false);
      // Whoever came meanwhile relied on us; who gets room from now on looks by himself.
      if (waiting.isEmpty() || withRoom(null) == null) {
        break;
      }
    }
    grow();
  }

  private void woken(Connection connection) {
    waking.set(false);
    if (isWaitedFor()) {
      connection.drain();
    }
  }

  /** Has another I/O thread help {@code busy}, which looks again when it is through. */
  void wakeForMore(Connection busy) {
    if (isWaitedFor() && connections.size() > 1 && waking.compareAndSet(false, true)) {
      Connection free = withRoom(busy.eventLoop());
      if (free == null) {
        waking.set(false);
      } else {
        free.eventLoop().execute(() -> woken(free));
      }
    }
  }

  private @Nullable Connection withRoom(@Nullable EventLoop apartFrom) {
    List<Connection> all = connections;
    int count = all.size();
    int first = count == 0 ? 0 : Math.floorMod(turn.getAndIncrement(), count);
    for (int i = 0; i < count; i++) {
      Connection connection = all.get((first + i) % count);
      if (connection.hasRoom() && !connection.eventLoop().equals(apartFrom)) {
        return connection;
      }
    }
    return null;
  }

  // --- connections ---

  private void grow() {
    if (!mayGrow()) {
      return;
    }
    lock.lock();
    try {
      while (mayGrow()) {
        dialling.incrementAndGet();
        dialer.dial(this, failures.get());
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean mayGrow() {
    int all = connections.size() + dialling.get();
    if (closed || waiting.isEmpty() || all >= most) {
      return false;
    }
    return (failures.get() == 0 && all < FEWEST) || (dialling.get() == 0 && withRoom(null) == null);
  }

  /** A connection is ready. On its event loop. */
  void opened(Connection connection) {
    lock.lock();
    try {
      dialling.decrementAndGet();
      failures.set(0);
      most = connection.most();
      List<Connection> more = new ArrayList<>(connections);
      more.add(connection);
      connections = List.copyOf(more);
    } finally {
      lock.unlock();
    }
    if (closed) {
      connection.close();
    } else if (isWaitedFor()) {
      connection.eventLoop().execute(connection::drain);
    }
  }

  /** There will be no such connection. What waits ends so, unless there is another one. */
  void notOpened(PushResponse reason) {
    boolean alone;
    lock.lock();
    try {
      dialling.decrementAndGet();
      failures.incrementAndGet();
      alone = dialling.get() == 0 && connections.isEmpty();
    } finally {
      lock.unlock();
    }
    if (alone) {
      endAll(reason);
    }
  }

  /** A connection takes no more requests. */
  void left(Connection connection) {
    lock.lock();
    try {
      connections = connections.stream().filter(other -> !other.equals(connection)).toList();
    } finally {
      lock.unlock();
    }
    if (isWaitedFor()) {
      wake();
    }
  }

  /** Closes it for good if nothing needs it; false if it is needed. */
  boolean closeIfUnused() {
    lock.lock();
    try {
      if (dialling.get() > 0 || !connections.isEmpty() || isWaitedFor()) {
        return false;
      }
      closed = true;
    } finally {
      lock.unlock();
    }
    // What came just now either saw that, or is seen here.
    closed = !isWaitedFor();
    wake();
    return closed;
  }

  /** Ends everything. */
  void close() {
    closed = true;
    endAll(new PushResponse.Unreachable(Dialer.CLOSED));
    for (Connection connection : connections) {
      connection.eventLoop().execute(connection::close);
    }
  }

  private void endAll(PushResponse reason) {
    // First all of them: whoever hears of it may send the next message right away.
    List<Sending> ended = new ArrayList<>();
    for (Sending next = waiting.poll(); next != null; next = waiting.poll()) {
      ended.add(next);
    }
    ended.forEach(sending -> sending.answered(reason));
  }
}
