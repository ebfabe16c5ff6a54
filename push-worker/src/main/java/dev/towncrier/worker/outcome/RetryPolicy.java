package dev.towncrier.worker.outcome;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Outcome;
import dev.towncrier.worker.pushservice.PushResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows an answer. Pure: the same answer, time and random numbers lead to the same
 * step. Back-off doubles from 10 s to an hour, with full jitter; {@code Retry-After} is honoured,
 * and the deadline ends retrying.
 */
public final class RetryPolicy {
  static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
  static final Duration LONGEST_BACK_OFF = Duration.ofHours(1);

  private final RandomGenerator random;

  /** Takes jitter from {@code random}. */
  public RetryPolicy(RandomGenerator random) {
    this.random = random;
  }

  /** The step that follows {@code response} to the delivery's latest attempt. */
  public NextStep next(DeliveryRequested delivery, PushResponse response, Instant now) {
    return switch (response) {
      case PushResponse.Accepted(int status, _, _) ->
          new NextStep.End(Outcome.ACCEPTED, true, status);
      case PushResponse.SubscriptionGone(int status) ->
          new NextStep.End(Outcome.GONE, true, status);
      case PushResponse.PayloadTooLarge(int status, String detail) ->
          new NextStep.DeadLetter(DeadLetterReason.PAYLOAD_TOO_LARGE, status, detail);
      case PushResponse.VapidRejected(int status, String detail) ->
          new NextStep.DeadLetter(DeadLetterReason.VAPID_REJECTED, status, detail);
      case PushResponse.KeyMismatch(int status, String detail) ->
          new NextStep.DeadLetter(DeadLetterReason.KEY_MISMATCH, status, detail);
      case PushResponse.Refused(int status, String detail) ->
          new NextStep.DeadLetter(DeadLetterReason.REFUSED, status, detail);
      case PushResponse.Unavailable(int status, var retryAfter, _) ->
          again(delivery, status, retryAfter, now);
      case PushResponse.RateLimited(int status, var retryAfter, _) ->
          again(delivery, status, retryAfter, now);
      case PushResponse.HostUnknown(_) -> again(delivery, null, null, now);
      case PushResponse.Unreachable(_) -> again(delivery, null, null, now);
    };
  }

  private NextStep again(
      DeliveryRequested delivery,
      @Nullable Integer status,
      @Nullable Duration retryAfter,
      Instant now) {
    Duration asked = retryAfter == null ? Duration.ZERO : retryAfter;
    Instant at = now.plus(asked).plusMillis(jitter(delivery.attempts()));
    return at.isAfter(delivery.deadline())
        ? new NextStep.End(Outcome.EXPIRED, true, status)
        : new NextStep.Retry(at);
  }

  private long jitter(int attemptsBefore) {
    long ceiling = FIRST_BACK_OFF.toMillis() << Math.min(attemptsBefore, 20);
    return random.nextLong(Math.min(ceiling, LONGEST_BACK_OFF.toMillis()) + 1);
  }
}
