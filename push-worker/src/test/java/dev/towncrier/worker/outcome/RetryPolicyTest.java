package dev.towncrier.worker.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Outcome;
import dev.towncrier.worker.pushservice.PushResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final Duration RETRY_AFTER = Duration.ofMinutes(2);

  @Example
  void endsADeliveryThatWasAccepted() {
    assertThat(next(new PushResponse.Accepted(201, null, null)))
        .isEqualTo(new NextStep.End(Outcome.ACCEPTED, true, 201));
  }

  @Example
  void endsADeliveryWhoseSubscriptionIsGone() {
    assertThat(next(new PushResponse.SubscriptionGone(410)))
        .isEqualTo(new NextStep.End(Outcome.GONE, true, 410));
  }

  @Example
  void deadLettersWhatWouldBeRefusedAgain() {
    assertThat(next(new PushResponse.PayloadTooLarge(413, "too large")))
        .isEqualTo(letter(DeadLetterReason.PAYLOAD_TOO_LARGE, 413, "too large"));
    assertThat(next(new PushResponse.VapidRejected(401, "bad token")))
        .isEqualTo(letter(DeadLetterReason.VAPID_REJECTED, 401, "bad token"));
    assertThat(next(new PushResponse.KeyMismatch(403, "another key")))
        .isEqualTo(letter(DeadLetterReason.KEY_MISMATCH, 403, "another key"));
    assertThat(next(new PushResponse.Refused(400, "bad topic")))
        .isEqualTo(letter(DeadLetterReason.REFUSED, 400, "bad topic"));
  }

  @Property
  void retriesWithinABackOffThatDoublesFromTenSecondsToAnHour(
      @ForAll @IntRange(max = 1_000) int attempts, @ForAll long seed) {
    Duration longest = Duration.ofSeconds(10L << Math.min(attempts, 30));
    if (longest.compareTo(Duration.ofHours(1)) > 0) {
      longest = Duration.ofHours(1);
    }

    for (PushResponse response :
        new PushResponse[] {
          new PushResponse.Unavailable(503, null, ""), new PushResponse.Unreachable("no route")
        }) {
      assertThat(retryAt(seed, attempts, response)).isBetween(NOW, NOW.plus(longest));
    }
  }

  @Property(tries = 50)
  void usesTheWholeBackOff(@ForAll @IntRange(max = 12) int attempts) {
    long longest = Math.min(10L << attempts, 3_600) * 1_000;
    RetryPolicy policy = new RetryPolicy(new Random(attempts));
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < 300; i++) {
      NextStep step = policy.next(delivery(attempts), new PushResponse.Unreachable(""), NOW);
      long delay = Duration.between(NOW, ((NextStep.Retry) step).at()).toMillis();
      least = Math.min(least, delay);
      most = Math.max(most, delay);
    }

    assertThat(least).isLessThan(longest / 10);
    assertThat(most).isGreaterThan(longest / 10 * 9);
  }

  @Property
  void waitsAtLeastAsLongAsThePushServiceAsked(
      @ForAll @IntRange(max = 20) int attempts, @ForAll long seed) {
    Instant at = retryAt(seed, attempts, new PushResponse.RateLimited(429, RETRY_AFTER, ""));

    assertThat(at)
        .isBetween(NOW.plus(RETRY_AFTER), NOW.plus(RETRY_AFTER).plus(Duration.ofHours(1)));
  }

  @Property
  void decidesTheSameByTheSameRandomNumbers(
      @ForAll @IntRange(max = 20) int attempts, @ForAll long seed) {
    PushResponse response = new PushResponse.Unavailable(503, null, "");

    assertThat(retryAt(seed, attempts, response)).isEqualTo(retryAt(seed, attempts, response));
  }

  @Example
  void expiresWhatCouldOnlyBeTriedAfterItsDeadline() {
    DeliveryRequested delivery = delivery(0, NOW.plus(RETRY_AFTER).minusMillis(1));

    assertThat(policy(1).next(delivery, new PushResponse.Unavailable(503, RETRY_AFTER, ""), NOW))
        .isEqualTo(new NextStep.End(Outcome.EXPIRED, true, 503));
    assertThat(
            policy(1).next(delivery(3, NOW.minusMillis(1)), new PushResponse.Unreachable(""), NOW))
        .isEqualTo(new NextStep.End(Outcome.EXPIRED, true, null));
  }

  @Example
  void triesALastTimeAtTheDeadlineItself() {
    DeliveryRequested delivery = delivery(0, NOW.plus(RETRY_AFTER));
    RetryPolicy withoutJitter = new RetryPolicy(() -> 0);

    assertThat(
            withoutJitter.next(delivery, new PushResponse.Unavailable(503, RETRY_AFTER, ""), NOW))
        .isEqualTo(new NextStep.Retry(NOW.plus(RETRY_AFTER)));
  }

  @Example
  void expiresAtOnceWhatThePushServicePutsOffForYears() {
    Duration years = Duration.ofSeconds(999_999_999);

    assertThat(next(new PushResponse.Unavailable(503, years, "")))
        .isEqualTo(new NextStep.End(Outcome.EXPIRED, true, 503));
  }

  @Example
  void triesAHostWithoutAnAddressOnceMore() {
    PushResponse unknown = new PushResponse.HostUnknown("no such host");

    assertThat(retryAt(1, 0, unknown)).isBetween(NOW, NOW.plus(RetryPolicy.HOST_BACK_OFF));
    assertThat(policy(1).next(delivery(1), unknown, NOW))
        .isEqualTo(
            new NextStep.DeadLetter(DeadLetterReason.ATTEMPTS_EXHAUSTED, null, "no such host"));
  }

  @Example
  void givesUpWhatIsHeldBeyondItsDeadline() {
    DeliveryRequested delivery = delivery(0, NOW.plusSeconds(60));

    assertThat(policy(1).held(delivery, NOW.plusSeconds(60)))
        .isEqualTo(new NextStep.Park(NOW.plusSeconds(60)));
    assertThat(policy(1).held(delivery, NOW.plusSeconds(61)))
        .isEqualTo(new NextStep.End(Outcome.EXPIRED, false, null));
  }

  @Example
  void neverPostponesBeyondTheDeadline() {
    DeliveryRequested delivery = delivery(0, NOW.plusSeconds(60));

    assertThat(policy(1).postponed(delivery, NOW.plusSeconds(90)))
        .isEqualTo(new NextStep.Park(NOW.plusSeconds(60)));
  }

  private static NextStep next(PushResponse response) {
    return policy(1).next(delivery(0), response, NOW);
  }

  private static Instant retryAt(long seed, int attempts, PushResponse response) {
    NextStep step = policy(seed).next(delivery(attempts), response, NOW);
    assertThat(step).isInstanceOf(NextStep.Retry.class);
    return ((NextStep.Retry) step).at();
  }

  private static RetryPolicy policy(long seed) {
    return new RetryPolicy(new Random(seed));
  }

  private static NextStep letter(DeadLetterReason reason, int status, String response) {
    return new NextStep.DeadLetter(reason, status, response);
  }

  private static DeliveryRequested delivery(int attempts) {
    return delivery(attempts, NOW.plus(Duration.ofDays(1)));
  }

  private static DeliveryRequested delivery(int attempts, Instant deadline) {
    return new DeliveryRequested(
        "d1",
        "n1",
        "shop",
        new UUID(0, 1),
        deadline,
        "https://push.example",
        new UUID(0, 2),
        null,
        attempts,
        null,
        null,
        0);
  }
}
