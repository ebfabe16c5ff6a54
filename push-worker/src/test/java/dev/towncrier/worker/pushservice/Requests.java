package dev.towncrier.worker.pushservice;

import dev.towncrier.contract.Urgency;
import java.net.URI;

/** Requests whose bodies nobody decrypts. */
final class Requests {
  static final String AUTHORIZATION =
      "vapid t=header.claims-of-some-length.signature, k=public-key";

  private Requests() {}

  static PushRequest to(String endpoint) {
    return to(endpoint, 100);
  }

  static PushRequest to(String endpoint, int bodyLength) {
    URI uri = URI.create(endpoint);
    return new PushRequest(
        uri,
        uri.getScheme() + "://" + uri.getRawAuthority(),
        new byte[bodyLength],
        60,
        Urgency.NORMAL,
        null,
        AUTHORIZATION);
  }
}
