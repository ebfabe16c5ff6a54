package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.worker.kafka.KafkaClients;
import dev.towncrier.worker.kafka.Transactions;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.support.GenericApplicationContext;

/** How events are taken when Kafka fails at the worst of times. */
@Timeout(120)
class NotificationsIT {
  private static final int SUBSCRIBERS = 3;

  private final AtomicBoolean failed = new AtomicBoolean();

  @TempDir private Path folder;

  @Test
  void requestsEachDeliveryOnceWhenOnlyTheWordOfACommitWasLost() {
    requestsEachDeliveryOnceAfter(LostCommit.AFTER_IT_WAS_MADE);
  }

  @Test
  void requestsEachDeliveryOnceWhenACommitWasLost() {
    requestsEachDeliveryOnceAfter(LostCommit.BEFORE_IT_WAS_MADE);
  }

  @Test
  void requestsEachDeliveryOnceWhenTheBrokerEndedATransactionThatTookTooLong() {
    requestsEachDeliveryOnceAfter(LostCommit.AS_IT_CAME_TOO_LATE);
  }

  private void requestsEachDeliveryOnceAfter(LostCommit lost) {
    try (WorkerSystem system = new WorkerSystem(folder)) {
      system.subscribe(SUBSCRIBERS);
      system.startWorker("w1", context -> failOnce(context, lost));
      system.publish("n1", "{\"all\": true}");
      system.awaitOutcomes(SUBSCRIBERS);
      system.publish("n2", "{\"all\": true}");
      system.awaitAllOutcomes(2 * SUBSCRIBERS);

      assertThat(failed).isTrue();
      assertThat(system.count(system.topics.direct())).isEqualTo(2 * SUBSCRIBERS);
    }
  }

  private void failOnce(GenericApplicationContext context, LostCommit lost) {
    context.registerBean(
        BeanPostProcessor.class,
        () ->
            new BeanPostProcessor() {
              @Override
              public Object postProcessAfterInitialization(Object bean, String name) {
                return name.equals("notificationTransactions") ? failOnce(context, lost) : bean;
              }

              private Transactions failOnce(GenericApplicationContext context, LostCommit lost) {
                KafkaClients kafka = context.getBean(KafkaClients.class);
                return new Transactions(
                    () -> lost.by(kafka.openTransactionalProducer("fanout"), failed));
              }
            });
  }
}
