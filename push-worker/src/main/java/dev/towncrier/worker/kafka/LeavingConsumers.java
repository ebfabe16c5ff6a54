package dev.towncrier.worker.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Makes consumers that leave their group when they are closed. A static member that only closes
 * keeps its partitions from the others until it times out.
 */
final class LeavingConsumers extends DefaultKafkaConsumerFactory<byte[], byte[]> {

  LeavingConsumers(Map<String, Object> config) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> config) {
    return new LeavingConsumer(config);
  }

  private static final class LeavingConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final CloseOptions.GroupMembershipOperation LEAVE =
        CloseOptions.GroupMembershipOperation.LEAVE_GROUP;

    LeavingConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
      close(CloseOptions.groupMembershipOperation(LEAVE));
    }

    @Override
    @SuppressWarnings("deprecation") // somebody may still call it
    public void close(Duration timeout) {
      close(CloseOptions.timeout(timeout).withGroupMembershipOperation(LEAVE));
    }

    @Override
    public void close(CloseOptions options) {
      super.close(options.withGroupMembershipOperation(LEAVE));
    }
  }
}
