package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Outcome;
import dev.towncrier.store.DeliveryTarget;
import dev.towncrier.store.NotificationState;
import dev.towncrier.worker.delivery.Dispatcher.Start;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.outcome.RetryPolicy;
import dev.towncrier.worker.pushservice.PushServiceClient;
import dev.towncrier.worker.tracing.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what a batch of deliveries needs, and hands each to the connections. */
final class Starter {
  private static final Logger log = LoggerFactory.getLogger(Starter.class);
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1);
  private static final Duration PARKED = Duration.ofSeconds(5);

  /** A delivery of a notification that is paused is looked at again after so long. */
  private static final Duration PAUSED = Duration.ofSeconds(10);

  private final Loader loader;
  private final RequestMaker requests;
  private final PushServiceClient client;
  private final RetryPolicy retries;
  private final Endings endings;
  private final Dispatcher dispatcher;
  private final InstantSource clock;
  private final Queue<Attempt.Result> results;
  private Instant storeBack = Instant.MIN;

  /**
   * @param results receives what becomes of the attempts, from the connections' threads
   */
  Starter(
      Loader loader,
      RequestMaker requests,
      PushServiceClient client,
      RetryPolicy retries,
      Endings endings,
      Dispatcher dispatcher,
      InstantSource clock,
      Queue<Attempt.Result> results) {
    this.loader = loader;
    this.requests = requests;
    this.client = client;
    this.retries = retries;
    this.endings = endings;
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.results = results;
  }

  /** Whether the store answers, as far as is known. */
  boolean isReady(Instant now) {
    return !now.isBefore(storeBack);
  }

  /** Starts them all, unless the store is away; then they wait. */
  void start(List<Start> starts, Instant now) {
    Loaded loaded;
    Set<DeliveryRequested> superseded;
    try {
      List<DeliveryRequested> deliveries =
          starts.stream().map(start -> start.queued().delivery()).toList();
      loaded = loader.load(deliveries);
      superseded = loader.superseded(loaded.going(deliveries), loaded);
    } catch (RuntimeException e) {
      log.warn("Deliveries wait for the store: {}", e.toString());
      storeBack = now.plus(STORE_PAUSE);
      starts.reversed().forEach(dispatcher::startAgain);
      return;
    }
    starts.forEach(start -> start(start, loaded, superseded, now));
  }

  private void start(Start start, Loaded loaded, Set<DeliveryRequested> superseded, Instant now) {
    DeliveryRequested delivery = start.queued().delivery();
    NotificationState halted = loaded.halted(delivery);
    if (halted != null) {
      unsent(start, halted(delivery, halted, now), now);
      return;
    }
    DeliveryTarget target = loaded.target(delivery);
    if (target == null || target.expired() || loaded.isUntied(delivery)) {
      boolean gone = target == null ? loaded.isGone(delivery) : target.expired();
      Outcome outcome = gone ? Outcome.GONE : Outcome.UNSUBSCRIBED;
      unsent(start, new NextStep.End(outcome, false, null), now);
      return;
    }
    if (target.keyMismatch() || superseded.contains(delivery)) {
      Outcome outcome = target.keyMismatch() ? Outcome.SUPPRESSED : Outcome.SUPERSEDED;
      unsent(start, new NextStep.End(outcome, false, null), now);
      return;
    }
    RequestMaker.Ingredients ingredients;
    try {
      ingredients =
          new RequestMaker.Ingredients(
              loader.message(delivery), loader.identity(target.vapidKeyId()));
    } catch (RuntimeException e) {
      failed(start, e, now);
      return;
    }
    client.send(
        delivery.pushService(),
        new Attempt(start, target, loaded, requests, ingredients, clock, results));
  }

  private NextStep halted(DeliveryRequested delivery, NotificationState state, Instant now) {
    return state == NotificationState.CANCELLED
        ? new NextStep.End(Outcome.CANCELLED, false, null)
        : retries.postponed(delivery, now.plus(PAUSED));
  }

  /** A delivery that was to start ends without a request. */
  void unsent(Start start, NextStep step, Instant now) {
    start.service().gate().withdrawn();
    endings.unsent(start.queued(), step, now);
    dispatcher.ended(start);
  }

  /** Ours to mend, not the push service's: nothing is lost and no attempt is counted. */
  void failed(Start start, RuntimeException cause, Instant now) {
    DeliveryRequested delivery = start.queued().delivery();
    Fields.delivery(log.atWarn(), delivery, start.queued().received().requestedBy())
        .setCause(cause)
        .log("Delivery {} waits after an unexpected error", delivery.deliveryId());
    unsent(start, retries.held(delivery, now.plus(PARKED)), now);
  }
}
