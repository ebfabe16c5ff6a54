package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.store.DeliveryTarget;
import dev.towncrier.worker.delivery.Dispatcher.Start;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.pushservice.PushRequest;
import dev.towncrier.worker.pushservice.PushResponse;
import dev.towncrier.worker.pushservice.PushServiceClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One request to a push service, and what becomes of it. The request is made when the connection
 * takes it, on the connection's thread; the result goes back to the loop.
 */
final class Attempt implements PushServiceClient.Exchange {

  /** What became of an attempt, for the loop to take. */
  sealed interface Result {
    Attempt attempt();

    /**
     * The push service answered, or didn't in time.
     *
     * @param latency from the request to that
     */
    record Answered(Attempt attempt, PushResponse response, Duration latency) implements Result {}

    /** It was not sent, since it was too late for what was loaded. */
    record Withdrawn(Attempt attempt) implements Result {}

    /** No request could be made. */
    record Unsent(Attempt attempt, NextStep step) implements Result {}

    /** Ours to mend, not the push service's. */
    record Failed(Attempt attempt, RuntimeException cause) implements Result {}
  }

  private final Start start;
  private final DeliveryTarget target;
  private final Loaded loaded;
  private final RequestMaker requests;
  private final RequestMaker.Ingredients ingredients;
  private final InstantSource clock;
  private final Queue<Result> results;
  private @Nullable Instant sentAt;

  Attempt(
      Start start,
      DeliveryTarget target,
      Loaded loaded,
      RequestMaker requests,
      RequestMaker.Ingredients ingredients,
      InstantSource clock,
      Queue<Result> results) {
    this.start = start;
    this.target = target;
    this.loaded = loaded;
    this.requests = requests;
    this.ingredients = ingredients;
    this.clock = clock;
    this.results = results;
  }

  Start start() {
    return start;
  }

  DeliveryTarget target() {
    return target;
  }

  /** When the connection took the request; null if none did. */
  @Nullable Instant sentAt() {
    return sentAt;
  }

  @Override
  public boolean goesFirst() {
    return start.queued().lane() == Lane.DIRECT;
  }

  @Override
  public @Nullable PushRequest request() {
    Instant now = clock.instant();
    if (start.queued().partition().isLeaving() || !loaded.isFresh(now)) {
      results.add(new Result.Withdrawn(this));
      return null;
    }
    try {
      DeliveryRequested delivery = start.queued().delivery();
      PushRequest request =
          requests.request(delivery, target, loaded.recipient(delivery), ingredients, now);
      sentAt = now;
      return request;
    } catch (RequestMaker.Unsendable e) {
      results.add(
          new Result.Unsent(
              this, new NextStep.DeadLetter(DeadLetterReason.REFUSED, null, e.why())));
      return null;
    }
  }

  @Override
  public void answered(PushResponse response) {
    Instant sent = sentAt;
    Duration latency = sent == null ? Duration.ZERO : Duration.between(sent, clock.instant());
    results.add(new Result.Answered(this, response, latency));
  }

  @Override
  public void failed(RuntimeException cause) {
    results.add(new Result.Failed(this, cause));
  }
}
