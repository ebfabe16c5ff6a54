package dev.towncrier.worker.pushservice;

import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The requests of one HTTP/2 connection that wait for their answers. */
final class Streams {
  private final IntObjectHashMap<Sending> byId = new IntObjectHashMap<>();

  int size() {
    return byId.size();
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  void add(Sending sending) {
    byId.put(sending.attempt().streamId(), sending);
  }

  @Nullable Sending find(int streamId) {
    return byId.get(streamId);
  }

  @Nullable Sending remove(int streamId) {
    return byId.remove(streamId);
  }

  /** Changes what the push service takes on each. */
  void widen(int by) {
    byId.values().forEach(sending -> sending.attempt().widen(by));
  }

  /** Takes out those with a higher id. */
  List<Sending> removeAfter(int streamId) {
    return removeIf(attempt -> attempt.streamId() > streamId);
  }

  /** Takes out those started before or at {@code time}, in nanoseconds. */
  List<Sending> removeStartedBefore(long time) {
    return removeIf(attempt -> attempt.startedAt() - time <= 0);
  }

  private List<Sending> removeIf(Predicate<Attempt> condition) {
    List<Sending> removed = new ArrayList<>();
    for (Sending sending : byId.values()) {
      if (condition.test(sending.attempt())) {
        removed.add(sending);
      }
    }
    removed.forEach(sending -> byId.remove(sending.attempt().streamId()));
    return removed;
  }
}
