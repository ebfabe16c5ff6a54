package dev.towncrier.simulator.push;

import dev.towncrier.simulator.http.Body;
import dev.towncrier.simulator.ledger.PushHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A request to a push resource (RFC 8030 section 5), not judged yet.
 *
 * @param endpoint the URL that was asked
 * @param host of that URL
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
 */
record PushRequest(
    String token,
    String endpoint,
    String host,
    @Nullable String authorization,
    PushHeaders headers,
    Body body,
    String protocol) {

  @Override
  public String toString() {
    return "PushRequest[redacted]";
  }
}
