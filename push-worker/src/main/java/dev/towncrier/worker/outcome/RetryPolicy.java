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
 * step. Back-off doubles from 10 s to an hour, with full jitter; what the push service asks for is
 * honoured on top of it, and the deadline ends retrying.
 */
public final class RetryPolicy {
  static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
  static final Duration LONGEST_BACK_OFF = Duration.ofHours(1);

  /** A host without an address is tried once more after up to so long. */
  static final Duration HOST_BACK_OFF = Duration.ofMinutes(1);

  private final RandomGenerator random;

  /** Takes jitter from {@code random}. */
  public RetryPolicy(RandomGenerator random) {
    this.random = random;
  }

  /** The step that follows {@code response} to the delivery's latest attempt. */
  public NextStep next(DeliveryRequested delivery, PushResponse response, Instant now) {
    return switch (response) {
      case PushResponse.Accepted accepted ->
          new NextStep.End(Outcome.ACCEPTED, true, accepted.status());
      case PushResponse.SubscriptionGone gone ->
          new NextStep.End(Outcome.GONE, true, gone.status());
      case PushResponse.PayloadTooLarge(int status, String detail) ->
          new NextStep.DeadLetter(DeadLetterReason.PAYLOAD_TOO_LARGE, status, detail);
      case PushResponse.VapidRejected(int status, String detail) ->
          new NextStep.DeadLetter(DeadLetterReason.VAPID_REJECTED, status, detail);
      case PushResponse.KeyMismatch(int status, String detail) ->
          new NextStep.DeadLetter(DeadLetterReason.KEY_MISMATCH, status, detail);
      case PushResponse.Refused(int status, String detail) ->
          new NextStep.DeadLetter(DeadLetterReason.REFUSED, status, detail);
      case PushResponse.RateLimited(int status, var retryAfter, _) ->
          again(delivery, status, retryAfter, now);
      case PushResponse.Unavailable(int status, var retryAfter, _) ->
          again(delivery, status, retryAfter, now);
      case PushResponse.Unreachable(_) -> again(delivery, null, null, now);
      case PushResponse.HostUnknown(String detail) ->
          delivery.attempts() == 0
              ? retry(delivery, null, now.plusMillis(jitter(HOST_BACK_OFF)))
              : new NextStep.DeadLetter(DeadLetterReason.ATTEMPTS_EXHAUSTED, null, detail);
    };
  }

  /**
   * The step for a delivery that can't go before {@code until}.
   *
   * @param until as the push service asked for
   */
  public NextStep held(DeliveryRequested delivery, Instant until) {
    return until.isAfter(delivery.deadline())
        ? new NextStep.End(Outcome.EXPIRED, false, null)
        : new NextStep.Park(until);
  }

  /**
   * The step for a delivery that is better tried later.
   *
   * @param until by our own estimate, which is no reason to give up what is still in time
   */
  public NextStep postponed(DeliveryRequested delivery, Instant until) {
    return new NextStep.Park(until.isAfter(delivery.deadline()) ? delivery.deadline() : until);
  }

  private NextStep again(
      DeliveryRequested delivery,
      @Nullable Integer status,
      @Nullable Duration retryAfter,
      Instant now) {
    Duration asked = retryAfter == null ? Duration.ZERO : retryAfter;
    return retry(
        delivery, status, now.plus(asked).plusMillis(jitter(backOff(delivery.attempts()))));
  }

  private static NextStep retry(DeliveryRequested delivery, @Nullable Integer status, Instant at) {
    return at.isAfter(delivery.deadline())
        ? new NextStep.End(Outcome.EXPIRED, true, status)
        : new NextStep.Retry(at);
  }

  private static Duration backOff(int attemptsBefore) {
    Duration doubled = FIRST_BACK_OFF.multipliedBy(1L << Math.min(attemptsBefore, 20));
    return doubled.compareTo(LONGEST_BACK_OFF) < 0 ? doubled : LONGEST_BACK_OFF;
  }

  private long jitter(Duration ceiling) {
    return random.nextLong(ceiling.toMillis() + 1);
  }
}
