package dev.towncrier.benchmarks.load;

import dev.towncrier.benchmarks.process.Patience;
import dev.towncrier.benchmarks.sink.Sink;
import dev.towncrier.benchmarks.system.Lane;
import dev.towncrier.benchmarks.system.Subscriber;
import dev.towncrier.benchmarks.system.Worker;
import java.time.Duration;
import java.util.List;

/**
 * Publishes events to one subscriber each and reads at the sink when they came.
 *
 * @param name unique on the lane
 */
public record Receipts(Lane lane, Sink sink, Worker worker, String name) {

  private static final Duration TTL = Duration.ofHours(1);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Waits until the worker takes part: until an event to somebody has arrived. */
  public void awaitFirst(Subscriber somebody) throws InterruptedException {
    sink.reset();
    lane.publish(name + "-first", somebody, TTL);
    var _ = arrivals(somebody.number(), somebody.number() + 1);
  }

  /**
   * Publishes to each of some subscribers, and to as many others in turn with them.
   *
   * @param measured numbered one after another
   * @param others may be empty
   * @param othersTtl how long theirs are tried
   * @param perSecond events of both together
   * @return latencies of the measured, in nanoseconds
   * @throws IllegalStateException if one of those does not come within five minutes
   */
  public long[] publish(
      List<Subscriber> measured, List<Subscriber> others, Duration othersTtl, int perSecond)
      throws InterruptedException {
    sink.reset();
    int stride = others.isEmpty() ? 1 : 2;
    long[] due =
        Pace.at(
            perSecond,
            measured.size() * stride,
            i -> {
              boolean other = i % stride == 1;
              Subscriber subscriber = (other ? others : measured).get(i / stride);
              lane.publish(name + "-" + i, subscriber, other ? othersTtl : TTL);
            });
    int first = measured.getFirst().number();
    long[] arrivals = arrivals(first, first + measured.size());
    long[] latencies = new long[arrivals.length];
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] = arrivals[i] - due[i * stride];
    }
    return latencies;
  }

  private long[] arrivals(int from, int to) throws InterruptedException {
    if (!Patience.await(LIMIT, worker::requireAlive, () -> missing(from, to) == 0)) {
      throw new IllegalStateException(
          missing(from, to) + " of " + (to - from) + " messages did not arrive within " + LIMIT);
    }
    return sink.arrivals(from, to);
  }

  private long missing(int from, int to) {
    long missing = 0;
    for (long arrival : sink.arrivals(from, to)) {
      missing += arrival == 0 ? 1 : 0;
    }
    return missing;
  }
}
