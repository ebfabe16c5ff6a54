package dev.towncrier.worker.steps;

import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

/** The containers that a {@link StepListener} needs. */
public final class StepContainers {
  private static final long LOOK_INTERVAL_MS = 50;

  private StepContainers() {}

  /** The listener commits by itself, and is told many times a second that nothing came. */
  public static ConcurrentKafkaListenerContainerFactory<byte[], byte[]> of(
      ConsumerFactory<byte[], byte[]> consumers) {
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    factory.setConsumerFactory(consumers);
    factory.setBatchListener(true);
    ContainerProperties properties = factory.getContainerProperties();
    properties.setAckMode(AckMode.MANUAL);
    properties.setPollTimeout(LOOK_INTERVAL_MS);
    properties.setIdleEventInterval(LOOK_INTERVAL_MS);
    properties.setIdleBeforeDataMultiplier(1);
    return factory;
  }
}
