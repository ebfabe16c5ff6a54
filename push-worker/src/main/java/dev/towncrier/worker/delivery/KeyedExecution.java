package dev.towncrier.worker.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs tasks on virtual threads: those of one key one after another, all others at once. */
final class KeyedExecution<K> implements AutoCloseable {
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("delivery-", 0).factory());
  private final ConcurrentMap<K, CompletableFuture<Void>> tails = new ConcurrentHashMap<>();

  /** Runs {@code task} after all tasks of {@code key} that were given before it. */
  void execute(K key, Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    CompletableFuture<Void> previous = tails.put(key, done);
    executor.execute(() -> {
      try {
        if (previous != null) {
          previous.join();
        }
        task.run();
      } finally {
        tails.remove(key, done);
        done.complete(null);
      }
    });
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
