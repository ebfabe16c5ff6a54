package dev.towncrier.worker.delivery;

import dev.towncrier.worker.isolation.PushServiceGate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** One push service: what may go to it, and what waits to go, the direct lane before the bulk. */
final class ServiceQueue {
  private final PushServiceGate gate;
  private final Deque<Queued> direct = new ArrayDeque<>();
  private final Deque<Queued> bulk = new ArrayDeque<>();
  private Instant lastDirect = Instant.MIN;
  private Instant lastBulk = Instant.MIN;

  ServiceQueue(PushServiceGate gate) {
    this.gate = gate;
  }

  PushServiceGate gate() {
    return gate;
  }

  Deque<Queued> lane(Lane lane) {
    return lane == Lane.DIRECT ? direct : bulk;
  }

  /** A delivery of that lane goes. */
  void started(Lane lane, Instant now) {
    gate.started(now);
    if (lane == Lane.DIRECT) {
      lastDirect = now;
    } else {
      lastBulk = now;
    }
  }

  /** Whether something of that lane went since then, and nothing waits. */
  boolean flows(Lane lane, Instant since) {
    Instant last = lane == Lane.DIRECT ? lastDirect : lastBulk;
    return last.isAfter(since) && lane(lane).isEmpty();
  }

  int size() {
    return direct.size() + bulk.size();
  }

  boolean isIdle() {
    return size() == 0 && gate.inFlight() == 0 && gate.holds().isEmpty();
  }

  void remove(Set<AssignedPartition> leaving) {
    direct.removeIf(one -> leaving.contains(one.partition()));
    bulk.removeIf(one -> leaving.contains(one.partition()));
  }
}
