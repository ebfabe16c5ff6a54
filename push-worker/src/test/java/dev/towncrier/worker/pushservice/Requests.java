package dev.towncrier.worker.pushservice;

import dev.towncrier.contract.Urgency;

/** Requests whose bodies nobody decrypts. */
final class Requests {
  static final String AUTHORIZATION =
      "vapid t=header.claims-of-some-length.signature, k=public-key";

  private Requests() {}

  static PushRequest to(String endpoint) {
    return to(endpoint, 100);
  }

  static PushRequest to(String endpoint, int bodyLength) {
    int path = endpoint.indexOf('/', "https://".length());
    return new PushRequest(
        endpoint.substring(0, path),
        endpoint.substring(path),
        new byte[bodyLength],
        60,
        Urgency.NORMAL,
        null,
        AUTHORIZATION);
  }
}
