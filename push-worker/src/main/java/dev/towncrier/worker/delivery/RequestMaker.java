package dev.towncrier.worker.delivery;

import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Recipient;
import dev.towncrier.crypto.InvalidSealedValue;
import dev.towncrier.crypto.message.PushMessageEncryption;
import dev.towncrier.crypto.sealing.SealBroken;
import dev.towncrier.crypto.vapid.VapidAuthorizations;
import dev.towncrier.crypto.vapid.VapidIdentity;
import dev.towncrier.store.DeliveryTarget;
import dev.towncrier.store.Endpoint;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.EndpointRefused;
import dev.towncrier.store.PushTarget;
import dev.towncrier.worker.pushservice.PushRequest;
import java.time.Instant;

/** Opens a subscription's secrets and encrypts a message for it. Used by many threads. */
final class RequestMaker {

  /** What all deliveries of a notification to subscriptions of one key have in common. */
  record Ingredients(Message message, VapidIdentity identity) {}

  /** No request can be made for a subscription; says why without its secrets. */
  static final class Unsendable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String why;

    Unsendable(String why, RuntimeException cause) {
      super(why, cause);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  private final EndpointPolicy endpoints;
  private final PushMessageEncryption encryption;
  private final VapidAuthorizations authorizations;

  RequestMaker(
      EndpointPolicy endpoints,
      PushMessageEncryption encryption,
      VapidAuthorizations authorizations) {
    this.endpoints = endpoints;
    this.encryption = encryption;
    this.authorizations = authorizations;
  }

  /**
   * Makes the request.
   *
   * @throws Unsendable if the subscription was tampered with, or its endpoint is not allowed any
   *     more
   */
  PushRequest request(
      DeliveryRequested delivery,
      DeliveryTarget target,
      Recipient recipient,
      Ingredients ingredients,
      Instant now) {
    PushTarget address = open(target);
    Endpoint endpoint = allowed(address);
    Message message = ingredients.message();
    byte[] body =
        encryption.encrypt(
            message.content().json(delivery.deliveryId(), recipient),
            address.userAgentKey(),
            address.authSecret());
    String authorization =
        authorizations.authorization(endpoint.pushService(), ingredients.identity()).headerValue();
    return new PushRequest(
        endpoint.pushService().value(),
        endpoint.path(),
        body,
        message.ttlSeconds(delivery.deadline(), now),
        message.urgency(),
        message.topic(),
        authorization);
  }

  private static PushTarget open(DeliveryTarget target) {
    try {
      return target.target().open();
    } catch (SealBroken | InvalidSealedValue e) {
      throw new Unsendable("The stored subscription does not open: " + e.getMessage(), e);
    }
  }

  private Endpoint allowed(PushTarget address) {
    try {
      return endpoints.recall(address.endpoint());
    } catch (EndpointRefused e) {
      throw new Unsendable("The endpoint " + e.getMessage(), e);
    }
  }
}
