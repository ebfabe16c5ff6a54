package dev.towncrier.worker.fanout;

import static java.util.Objects.requireNonNull;

import dev.towncrier.worker.kafka.ProgressMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * How far deliveries lag behind what was requested on the bulk topic. A large audience waits on
 * that: what it has not requested yet can still be cancelled, and delays nobody. For one thread.
 */
final class BulkLag implements AutoCloseable {
  /** The lag that workers deliver in this time is enough to keep them busy. */
  private static final double ENOUGH_SECONDS = 2;

  /** Enough for any rate that has yet to be learnt. */
  private static final long LEAST_ENOUGH = 10_000;

  /** What a new measurement of the rate counts for. */
  private static final double NEWEST = 0.3;

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  /**
   * Offsets of all partitions together.
   *
   * @param done how many were delivered, or were otherwise finished
   * @param end how many were requested
   */
  private record Sample(Instant at, long done, long end) {}

  private final String topic;
  private final String group;
  private final Supplier<Admin> admins;
  private @Nullable Admin admin;
  private @Nullable Sample last;
  private double perSecond;
  private long requestedSince;

  /**
   * Measures by one client, opened with the first look.
   *
   * @param topic of requested deliveries
   * @param group of those that deliver them
   */
  BulkLag(String topic, String group, Supplier<Admin> admins) {
    this.topic = topic;
    this.group = group;
    this.admins = admins;
  }

  /**
   * Measures.
   *
   * @throws KafkaException if Kafka does not answer
   */
  void look(Instant now) {
    Sample sample = sample(now);
    if (last != null && now.isAfter(last.at)) {
      double seconds = Duration.between(last.at, now).toNanos() / 1e9;
      double measured = Math.max(0, sample.done - last.done) / seconds;
      perSecond += NEWEST * (measured - perSecond);
    }
    last = sample;
    requestedSince = 0;
  }

  /** Deliveries requested and not finished when it looked last. */
  long deliveries() {
    return last == null ? 0 : last.end - last.done;
  }

  /** Whether more may be requested, as far as is known. */
  boolean hasRoom() {
    return last != null
        && deliveries() + requestedSince < Math.max(LEAST_ENOUGH, perSecond * ENOUGH_SECONDS);
  }

  /** So many more were requested. */
  void requested(int deliveries) {
    requestedSince += deliveries;
  }

  private Sample sample(Instant now) {
    Admin client = admin == null ? admins.get() : admin;
    admin = client;
    try {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      Map<TopicPartition, OffsetSpec> beginnings = new HashMap<>();
      TopicDescription described =
          requireNonNull(await(client.describeTopics(List.of(topic)).allTopicNames()).get(topic));
      Map<TopicPartition, OffsetAndMetadata> committed =
          await(client.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      long done = 0;
      for (TopicPartitionInfo partition : described.partitions()) {
        TopicPartition id = new TopicPartition(topic, partition.partition());
        ends.put(id, OffsetSpec.latest());
        OffsetAndMetadata offset = committed.get(id);
        if (offset == null) {
          beginnings.put(id, OffsetSpec.earliest());
        } else {
          done += ProgressMetadata.decode(offset.offset(), offset.metadata()).finished();
        }
      }
      return new Sample(now, done + sum(client, beginnings), sum(client, ends));
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("How far deliveries lag is not known", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  private static long sum(Admin client, Map<TopicPartition, OffsetSpec> specs)
      throws ExecutionException, InterruptedException, TimeoutException {
    return specs.isEmpty()
        ? 0
        : await(client.listOffsets(specs).all()).values().stream()
            .mapToLong(ListOffsetsResultInfo::offset)
            .sum();
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
