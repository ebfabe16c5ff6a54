package dev.towncrier.store;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic of dead letters, to be stored.
 *
 * @param delivery null if it can't be read
 * @param ending what came of it; null if it can't be read
 * @param at when the record was written
 */
public record NewDeadLetter(
    String application,
    DeadLetterReason reason,
    @Nullable DeliveryRequested delivery,
    @Nullable Ending ending,
    Instant at,
    RecordCoordinates source) {

  /**
   * How the delivery came to its end.
   *
   * @param status of the last answer; null if there was none
   * @param response beginning of the last answer's body, or why the push service was not asked
   */
  public record Ending(
      @Nullable Integer status,
      int attempts,
      @Nullable Instant firstAttemptAt,
      @Nullable Instant lastAttemptAt,
      String response) {}
}
