package dev.towncrier.benchmarks.flood;

import dev.towncrier.benchmarks.load.HttpConnection;
import dev.towncrier.benchmarks.load.Latencies;
import dev.towncrier.benchmarks.load.Pace;
import dev.towncrier.crypto.p256.P256;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes browsers at a steady rate, from an address of its own on loopback. A request that
 * finds no connection idle opens one.
 */
final class Caller implements AutoCloseable {
  private static final int CREATED = 201;
  private static final int TOO_MANY = 429;
  private static final int PATIENCE_SECONDS = 120;
  // Less than the API keeps one: else a request may meet a connection's end.
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final AtomicLong endpoints = new AtomicLong();

  private final InetAddress address;
  private final int port;
  private final String path;
  private final String userAgentKey = P256.bouncyCastle().generateKeyPair().publicKey().base64Url();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

  /** A connection that waits for its next request. */
  private record Idle(HttpConnection connection, long sinceNanos) {}

  /**
   * @param address such as 127.0.0.2
   * @param port of the API on 127.0.0.1
   * @param path of the subscriptions
   */
  Caller(String address, int port, String path) {
    this.address = InetAddress.ofLiteral(address);
    this.port = port;
    this.path = path;
  }

  /** Sends as many and waits for all the answers; a latency counts from when it was due. */
  Answers call(int perSecond, int count) throws InterruptedException {
    AtomicIntegerArray statuses = new AtomicIntegerArray(count);
    long[] ends = new long[count];
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    CountDownLatch open = new CountDownLatch(count);
    long[] due =
        Pace.at(
            perSecond,
            count,
            i ->
                requests.execute(() -> {
                  try {
                    statuses.set(i, subscribe());
                  } catch (IOException e) {
                    failure.set(e);
                  } finally {
                    ends[i] = System.nanoTime();
                    open.countDown();
                  }
                }));
    if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(open.getCount() + " requests have no answer");
    }
    long[] nanos = new long[count];
    int subscribed = 0;
    int refused = 0;
    int failed = 0;
    for (int i = 0; i < count; i++) {
      nanos[i] = ends[i] - due[i];
      subscribed += statuses.get(i) == CREATED ? 1 : 0;
      refused += statuses.get(i) == TOO_MANY ? 1 : 0;
      failed += statuses.get(i) == 0 ? 1 : 0;
    }
    return new Answers(
        Latencies.of(nanos),
        (double) subscribed / count,
        (double) refused / count,
        (double) failed / count,
        failure.get());
  }

  private int subscribe() throws IOException {
    HttpConnection connection = connection();
    int status;
    try {
      status = connection.exchange(request()).status();
    } catch (IOException e) {
      connection.close();
      throw e;
    }
    idle.addFirst(new Idle(connection, System.nanoTime()));
    return status;
  }

  private HttpConnection connection() throws IOException {
    long now = System.nanoTime();
    for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      if (now - next.sinceNanos() < KEPT_NANOS) {
        return next.connection();
      }
      next.connection().close();
    }
    return new HttpConnection(address, port);
  }

  private String request() {
    String body =
        """
        {"subscription": {"endpoint": "https://updates.push.services.mozilla.com/wpush/v2/%d",
         "keys": {"p256dh": "%s", "auth": "AAAAAAAAAAAAAAAAAAAAAA"}}, "topics": ["news"]}\
        """
            .formatted(endpoints.incrementAndGet(), userAgentKey);
    return """
    POST %s HTTP/1.1\r
    Host: 127.0.0.1:%d\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s\
    """
        .formatted(path, port, body.length(), body);
  }

  @Override
  public void close() throws IOException {
    requests.shutdownNow();
    for (Idle left : idle) {
      left.connection().close();
    }
  }
}
