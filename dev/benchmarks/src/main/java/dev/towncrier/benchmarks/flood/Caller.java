package dev.towncrier.benchmarks.flood;

import dev.towncrier.benchmarks.load.Latencies;
import dev.towncrier.benchmarks.load.Pace;
import dev.towncrier.crypto.p256.P256;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Subscribes browsers at a steady rate, from an address of its own on loopback. */
final class Caller implements AutoCloseable {
  private static final int CREATED = 201;
  private static final int TOO_MANY = 429;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final AtomicLong endpoints = new AtomicLong();

  static {
    // In seconds, fewer than the API keeps one: else a request may meet a connection's end.
    System.setProperty("jdk.httpclient.keepalive.timeout", "5");
  }

  private final HttpClient http;
  private final URI subscriptions;
  private final String userAgentKey = P256.bouncyCastle().generateKeyPair().publicKey().base64Url();

  /**
   * @param address such as 127.0.0.2
   * @param subscriptions where browsers are subscribed
   */
  Caller(String address, URI subscriptions) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.ofLiteral(address))
            .build();
    this.subscriptions = subscriptions;
  }

  /** Sends as many and waits for all the answers; a latency counts from when it was due. */
  Answers call(int perSecond, int count) throws InterruptedException {
    AtomicIntegerArray statuses = new AtomicIntegerArray(count);
    long[] ends = new long[count];
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch open = new CountDownLatch(count);
    long[] due =
        Pace.at(
            perSecond,
            count,
            i -> {
              var _ =
                  http.sendAsync(request(), BodyHandlers.discarding())
                      .whenComplete((answer, problem) -> {
                        ends[i] = System.nanoTime();
                        if (problem == null) {
                          statuses.set(i, answer.statusCode());
                        } else {
                          failure.set(problem);
                        }
                        open.countDown();
                      });
            });
    if (!open.await(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
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

  private HttpRequest request() {
    String body =
        """
        {"subscription": {"endpoint": "https://updates.push.services.mozilla.com/wpush/v2/%d",
         "keys": {"p256dh": "%s", "auth": "AAAAAAAAAAAAAAAAAAAAAA"}}, "topics": ["news"]}\
        """
            .formatted(endpoints.incrementAndGet(), userAgentKey);
    return HttpRequest.newBuilder(subscriptions)
        .header("Content-Type", "application/json")
        .timeout(TIMEOUT)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
