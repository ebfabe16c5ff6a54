package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Outcome;
import dev.towncrier.crypto.InvalidSealedValue;
import dev.towncrier.crypto.message.PushMessageEncryption;
import dev.towncrier.crypto.sealing.SealBroken;
import dev.towncrier.crypto.vapid.VapidAuthorizations;
import dev.towncrier.store.DeliveryTarget;
import dev.towncrier.store.Endpoint;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.EndpointRefused;
import dev.towncrier.store.PushTarget;
import dev.towncrier.store.SubscriptionMarks;
import dev.towncrier.store.SubscriptionMarks.Kind;
import dev.towncrier.store.SubscriptionMarks.Mark;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.outcome.OutcomeRouter;
import dev.towncrier.worker.outcome.RetryPolicy;
import dev.towncrier.worker.pushservice.PushRequest;
import dev.towncrier.worker.pushservice.PushResponse;
import dev.towncrier.worker.pushservice.PushServiceClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt at one delivery and performs what follows from it. Used by many threads. */
final class Deliverer {
  private static final Logger log = LoggerFactory.getLogger(Deliverer.class);
  private static final Duration PARKED = Duration.ofSeconds(5);

  private final Loader loader;
  private final SubscriptionMarks marks;
  private final EndpointPolicy endpoints;
  private final PushMessageEncryption encryption;
  private final VapidAuthorizations authorizations;
  private final PushServiceClient client;
  private final PushServiceSlots slots;
  private final RetryPolicy retries;
  private final OutcomeRouter router;
  private final InstantSource clock;

  Deliverer(
      Loader loader,
      SubscriptionMarks marks,
      EndpointPolicy endpoints,
      PushMessageEncryption encryption,
      VapidAuthorizations authorizations,
      PushServiceClient client,
      PushServiceSlots slots,
      RetryPolicy retries,
      OutcomeRouter router,
      InstantSource clock) {
    this.loader = loader;
    this.marks = marks;
    this.endpoints = endpoints;
    this.encryption = encryption;
    this.authorizations = authorizations;
    this.client = client;
    this.slots = slots;
    this.retries = retries;
    this.router = router;
    this.clock = clock;
  }

  /**
   * Delivers, as far as one attempt can.
   *
   * @param loaded the delivery's subscription; read again if it was too long ago
   * @return the records to be committed with the delivery's offset
   */
  List<ProducerRecord<byte[], byte[]>> deliver(DeliveryRequested delivery, Loaded loaded)
      throws InterruptedException {
    NextStep step;
    try (PushServiceSlots.Slot _ = slots.acquire(delivery.pushService())) {
      step = attempt(delivery, loaded);
    } catch (RuntimeException e) {
      // Ours to mend, not the push service's: nothing is lost and no attempt is counted.
      log.warn("Delivery {} waits after an unexpected error", delivery.deliveryId(), e);
      step = parked(delivery);
    }
    return router.perform(delivery, step, clock.instant());
  }

  private NextStep attempt(DeliveryRequested delivery, Loaded loaded) throws InterruptedException {
    if (clock.instant().isAfter(delivery.deadline())) {
      return new NextStep.End(Outcome.EXPIRED, false, null);
    }
    Loaded current = refreshed(delivery, loaded);
    DeliveryTarget target = current.target(delivery);
    if (target == null) {
      Outcome outcome = current.isGone(delivery) ? Outcome.GONE : Outcome.UNSUBSCRIBED;
      return new NextStep.End(outcome, false, null);
    }
    PushTarget address;
    Endpoint endpoint;
    try {
      address = target.target().open();
      endpoint = endpoints.recall(address.endpoint());
    } catch (SealBroken | InvalidSealedValue e) {
      return new NextStep.DeadLetter(
          DeadLetterReason.REFUSED,
          null,
          "The stored subscription does not open: " + e.getMessage());
    } catch (EndpointRefused e) {
      return new NextStep.DeadLetter(
          DeadLetterReason.REFUSED, null, "The endpoint " + e.getMessage());
    }
    PushRequest request = request(delivery, target.vapidKeyId(), address, endpoint);
    Loaded latest = refreshed(delivery, current);
    if (!target.isSameVersionAs(latest.target(delivery))) {
      return attempt(delivery, latest);
    }
    PushResponse response = send(request);
    if (response instanceof PushResponse.SubscriptionGone) {
      marks.apply(List.of(new Mark(target.id(), target.version(), Kind.GONE)));
    }
    return retries.next(delivery, response, clock.instant());
  }

  private PushResponse send(PushRequest request) throws InterruptedException {
    CompletableFuture<PushResponse> answer = new CompletableFuture<>();
    client.send(
        request.pushService(),
        new PushServiceClient.Exchange() {
          @Override
          public PushRequest request() {
            return request;
          }

          @Override
          public void answered(PushResponse response) {
            answer.complete(response);
          }

          @Override
          public void failed(RuntimeException cause) {
            answer.completeExceptionally(cause);
          }
        });
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The request could not be made", e.getCause());
    }
  }

  private Loaded refreshed(DeliveryRequested delivery, Loaded loaded) {
    return loaded.isFresh(clock.instant()) ? loaded : loader.load(List.of(delivery));
  }

  private PushRequest request(
      DeliveryRequested delivery, UUID vapidKeyId, PushTarget address, Endpoint endpoint) {
    Message message = loader.message(delivery);
    byte[] body =
        encryption.encrypt(
            message.content().json(delivery.deliveryId()),
            address.userAgentKey(),
            address.authSecret());
    String authorization =
        authorizations
            .authorization(endpoint.pushService(), loader.identity(vapidKeyId))
            .headerValue();
    return new PushRequest(
        endpoint.uri(),
        endpoint.pushService().value(),
        body,
        message.ttlSeconds(delivery.deadline(), clock.instant()),
        message.urgency(),
        message.topic(),
        authorization);
  }

  private NextStep parked(DeliveryRequested delivery) {
    Instant at = clock.instant().plus(PARKED);
    return at.isAfter(delivery.deadline())
        ? new NextStep.End(Outcome.EXPIRED, false, null)
        : new NextStep.Park(at);
  }
}
