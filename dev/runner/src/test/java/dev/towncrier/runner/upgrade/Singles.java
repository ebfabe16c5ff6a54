package dev.towncrier.runner.upgrade;

import dev.towncrier.contract.publish.NotificationEvent;
import dev.towncrier.contract.publish.NotificationPublisher;
import dev.towncrier.runner.Visitors.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A service that publishes to one person after the other, ten a second, whatever goes on. */
final class Singles implements AutoCloseable {
  private static final long INTERVAL_MS = 100;

  private final NotificationPublisher publisher;
  private final List<Subscriber> people;
  private final List<CompletableFuture<String>> published = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  Singles(NotificationPublisher publisher, List<Subscriber> people) {
    this.publisher = publisher;
    this.people = people;
    var _ = clock.scheduleAtFixedRate(this::publish, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  private void publish() {
    int number = published.size();
    published.add(
        publisher.publishAsync(
            NotificationEvent.titled("Hello")
                .id(id(number))
                .audience("subscriptions", List.of(to(number).id()))));
  }

  static String id(int number) {
    return "single-" + number;
  }

  /** Who gets the one of that number. */
  Subscriber to(int number) {
    return people.get(number % people.size());
  }

  /**
   * Publishes no more, and waits until Kafka has all.
   *
   * @return how many there were
   */
  int end() {
    clock.close();
    published.forEach(CompletableFuture::join);
    return published.size();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    publisher.close();
  }
}
