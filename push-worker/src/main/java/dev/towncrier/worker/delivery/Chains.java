package dev.towncrier.worker.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Keeps the deliveries of one subscription one after another. */
final class Chains {
  private final Set<UUID> busy = new HashSet<>();
  private final Map<UUID, Deque<Queued>> behind = new HashMap<>();

  /**
   * Lets a delivery go if none of its subscription is on its way; otherwise keeps it behind that.
   *
   * @return whether it may go
   */
  boolean begin(Queued one) {
    UUID subscription = one.delivery().subscriptionId();
    if (busy.add(subscription)) {
      return true;
    }
    behind.computeIfAbsent(subscription, _ -> new ArrayDeque<>()).add(one);
    return false;
  }

  /**
   * The one on its way has come to its end.
   *
   * @return those behind it, in their order, to be begun anew
   */
  List<Queued> end(UUID subscription) {
    busy.remove(subscription);
    Deque<Queued> next = behind.isEmpty() ? null : behind.remove(subscription);
    return next == null ? List.of() : new ArrayList<>(next);
  }

  /** How many are kept behind others. */
  int size() {
    int size = 0;
    for (Deque<Queued> chain : behind.values()) {
      size += chain.size();
    }
    return size;
  }

  void remove(Set<AssignedPartition> leaving) {
    behind.values().forEach(chain -> chain.removeIf(one -> leaving.contains(one.partition())));
    behind.values().removeIf(Deque::isEmpty);
  }
}
