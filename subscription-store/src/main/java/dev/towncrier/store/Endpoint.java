package dev.towncrier.store;

import java.net.URI;

/**
 * A push resource's URL (RFC 8030 section 4) that {@link EndpointPolicy} allowed. Whoever knows it
 * can send to it, so it is never printed.
 *
 * @param uri absolute, at most 2,048 characters
 * @param pushService its origin, such as {@code https://push.example}
 */
public record Endpoint(URI uri, String pushService) {
  @Override
  public String toString() {
    return "Endpoint[pushService=" + pushService + "]";
  }
}
