package dev.towncrier.worker.outcome;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be done about a delivery. */
public sealed interface NextStep {
  /**
   * It has ended.
   *
   * @param attempted whether this very step follows a request to the push service
   * @param status of the last answer; null if there was none
   */
  record End(Outcome outcome, boolean attempted, @Nullable Integer status) implements NextStep {}

  /**
   * It can't be delivered.
   *
   * @param status of the push service's answer; null if it was not asked
   * @param response beginning of the answer's body, or why it was not asked
   */
  record DeadLetter(DeadLetterReason reason, @Nullable Integer status, String response)
      implements NextStep {}

  /** The push service could not take it; another attempt is due at {@code at}. */
  record Retry(Instant at) implements NextStep {}

  /** No attempt was made; it is to be looked at again at {@code at}. */
  record Park(Instant at) implements NextStep {}
}
