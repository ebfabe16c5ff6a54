package dev.towncrier.runner.system;

import dev.towncrier.worker.delivery.DeliveryLoop;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Tells when a worker takes part in the work. */
final class WorkerReadiness {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LISTENERS_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private WorkerReadiness() {}

  /**
   * Waits until the worker has its share of the deliveries, if it makes any, and, if there is one
   * for it, of the rest.
   *
   * @throws IllegalStateException if it doesn't join within a minute
   */
  static void await(ApplicationContext worker) throws InterruptedException {
    DeliveryLoop deliveries = worker.getBeanProvider(DeliveryLoop.class).getIfAvailable();
    if (deliveries != null && !deliveries.awaitAssignment(LIMIT)) {
      throw new IllegalStateException(
          "the worker did not join the others within " + LIMIT.toSeconds() + " s");
    }
    Collection<MessageListenerContainer> listeners =
        worker.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers();
    // One worker more than a topic has partitions gets none of them, so this wait has to end.
    long pauses = LISTENERS_LIMIT.dividedBy(PAUSE);
    for (long pause = 0;
        pause < pauses && !listeners.stream().allMatch(WorkerReadiness::hasWork);
        pause++) {
      Thread.sleep(PAUSE);
    }
  }

  private static boolean hasWork(MessageListenerContainer listener) {
    Collection<TopicPartition> assigned = listener.getAssignedPartitions();
    return assigned != null && !assigned.isEmpty();
  }
}
