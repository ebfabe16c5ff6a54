package dev.towncrier.store;

import dev.towncrier.crypto.vapid.PushServiceOrigin;
import java.net.URI;

/**
 * A push resource's URL (RFC 8030 section 4) that {@link EndpointPolicy} allowed, in the two parts
 * that a request needs. Whoever knows it can send to it, so it is never printed.
 *
 * @param pushService its origin
 * @param path the rest, from the slash on, with the query if there is one; secret
 */
public record Endpoint(PushServiceOrigin pushService, String path) {

  /** Takes a path that begins with a slash, without which it could change the origin. */
  public Endpoint {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("The path does not begin with a slash");
    }
  }

  /** All of it, at most 2,048 characters; secret. */
  public String url() {
    return pushService.value() + path;
  }

  /** All of it, parsed; secret. */
  public URI uri() {
    return URI.create(url());
  }

  @Override
  public String toString() {
    return "Endpoint[pushService=" + pushService + "]";
  }
}
