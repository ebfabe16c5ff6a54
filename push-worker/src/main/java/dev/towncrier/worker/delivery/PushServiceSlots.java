package dev.towncrier.worker.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.concurrent.Semaphore;

/** Bounds the requests in flight to each push service. */
final class PushServiceSlots {
  private static final int MAX_PUSH_SERVICES = 1_000;

  private final LoadingCache<String, Semaphore> slots;

  PushServiceSlots(int slotsPerPushService) {
    slots =
        Caffeine.newBuilder()
            .maximumSize(MAX_PUSH_SERVICES)
            .build(_ -> new Semaphore(slotsPerPushService, true));
  }

  /** Waits for a slot; closing gives it back. */
  Slot acquire(String pushService) throws InterruptedException {
    Semaphore semaphore = slots.get(pushService);
    semaphore.acquire();
    return semaphore::release;
  }

  /** A request that may be made. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }
}
