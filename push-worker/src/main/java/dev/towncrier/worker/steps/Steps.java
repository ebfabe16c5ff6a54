package dev.towncrier.worker.steps;

import dev.towncrier.store.RecordCoordinates;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is done in steps. Called by one thread.
 *
 * @param <S> a step, as its record says
 */
public interface Steps<S> {
  /**
   * The step that a record holds.
   *
   * @throws tools.jackson.core.JacksonException or IllegalArgumentException or NullPointerException
   *     if it holds none
   */
  S read(byte[] value);

  /** For whom it is made. Whoever has steps that are due gets one after the other made in turn. */
  String share(S step);

  /** Learns what decides whether these steps, all that wait, are due. Comes often. */
  default void look(Collection<S> waiting, Instant now) {}

  /** Whether the step may be made now. */
  boolean isDue(S step, Instant now);

  /**
   * Makes a step that is due: the records that follow from it, to be written in the transaction of
   * its offset. It may be made again, if that transaction comes to nothing; only one is committed.
   *
   * @param source where the step stands
   */
  List<ProducerRecord<byte[], byte[]>> follow(S step, RecordCoordinates source, Instant now);
}
