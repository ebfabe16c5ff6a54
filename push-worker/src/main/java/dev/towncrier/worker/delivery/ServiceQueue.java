package dev.towncrier.worker.delivery;

import dev.towncrier.worker.isolation.PushServiceGate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** One push service: what may go to it, and what waits to go, the direct lane before the bulk. */
final class ServiceQueue {
  private final PushServiceGate gate;
  private final Deque<Queued> direct = new ArrayDeque<>();
  private final Deque<Queued> bulk = new ArrayDeque<>();

  ServiceQueue(PushServiceGate gate) {
    this.gate = gate;
  }

  PushServiceGate gate() {
    return gate;
  }

  Deque<Queued> lane(Lane lane) {
    return lane == Lane.DIRECT ? direct : bulk;
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
