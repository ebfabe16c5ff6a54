package dev.towncrier.worker.kafka;

import dev.towncrier.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Makes consumers and transactional producers that bear the worker's id, so that a worker that was
 * killed and comes back takes up where it was without waiting for a time-out.
 */
public final class KafkaClients {
  private static final int SESSION_TIMEOUT_MS = 15_000;
  // A dead worker's open transaction blocks every reader of committed records until it ends.
  private static final int TRANSACTION_TIMEOUT_MS = 10_000;
  private static final int MAX_REQUEST_BYTES = 4 * 1_048_576;
  private static final int MAX_BLOCK_MS = 15_000;
  // A consumer of many partitions holds what it fetched in memory.
  private static final int FETCH_BYTES = 8 * 1_048_576;
  // A record to one person comes in the same answer as those of a broadcast.
  private static final int PARTITION_FETCH_BYTES = 65_536;
  // A fetch that waits leaves out the partitions whose last records had not been read when it
  // began.
  private static final int FETCH_WAIT_MS = 50;
  private static final int METADATA_MAX_AGE_MS = 10_000;
  // A topic that is new with its application is to be read within seconds.
  private static final int NEW_TOPICS_MS = 2_000;
  private static final int HEARTBEAT_MS = 1_000;
  private static final int BATCH_BYTES = 262_144;
  private static final int PRODUCER_BATCH_BYTES = 131_072;
  private static final int BATCH_WAIT_MS = 500;
  private static final int BATCH_RECORDS = 10_000;

  private final KafkaProperties properties;
  private final WorkerSettings settings;

  /** Makes clients for that worker. */
  public KafkaClients(KafkaProperties properties, WorkerSettings settings) {
    this.properties = properties;
    this.settings = settings;
  }

  /** The topics that the worker works on. */
  public Topics topics() {
    return new Topics(settings.topicPrefix());
  }

  /** The group's whole name. */
  public String group(String name) {
    return settings.topicPrefix() + "." + name;
  }

  /**
   * Consumers of committed records, in the group of that name; offsets are committed by the caller.
   */
  public ConsumerFactory<byte[], byte[]> consumers(String group) {
    return new LeavingConsumers(consumerConfig(group));
  }

  /**
   * The same, reading no more than that many records at once, and quick to notice topics that are
   * new.
   *
   * @param atMost from 1
   */
  public ConsumerFactory<byte[], byte[]> consumersOfManyTopics(String group, int atMost) {
    Map<String, Object> config = consumerConfig(group);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atMost);
    config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NEW_TOPICS_MS);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS); // all hear of it by this
    return new LeavingConsumers(config);
  }

  /** The same, for records that had better be taken many at once, even if they wait for it. */
  public ConsumerFactory<byte[], byte[]> batchConsumers(String group) {
    Map<String, Object> config = consumerConfig(group);
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, BATCH_BYTES);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BATCH_WAIT_MS);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH_RECORDS);
    return new LeavingConsumers(config);
  }

  private Map<String, Object> consumerConfig(String group) {
    Map<String, Object> config = new HashMap<>(properties.buildConsumerProperties());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group(group));
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.workerId());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.workerId() + "." + group);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    return config;
  }

  /**
   * Opens the one transactional producer of that purpose. This ends a transaction that an earlier
   * one left open, and keeps that one from ever committing.
   */
  public Producer<byte[], byte[]> openTransactionalProducer(String purpose) {
    Map<String, Object> config = producerConfig(purpose);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(purpose));
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
      return producer;
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /** Opens a producer whose records each stand alone. */
  public Producer<byte[], byte[]> openProducer(String purpose) {
    return new KafkaProducer<>(
        producerConfig(purpose), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Opens a client that asks about topics and groups. */
  public Admin openAdmin(String purpose) {
    Map<String, Object> config = new HashMap<>(properties.buildAdminProperties());
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, settings.workerId() + "." + purpose);
    return Admin.create(config);
  }

  private Map<String, Object> producerConfig(String purpose) {
    Map<String, Object> config = new HashMap<>(properties.buildProducerProperties());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, PRODUCER_BATCH_BYTES);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, settings.workerId() + "." + purpose);
    return config;
  }

  private String transactionalId(String purpose) {
    return settings.topicPrefix() + "." + purpose + "." + settings.workerId();
  }
}
