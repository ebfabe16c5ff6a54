package dev.towncrier.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its visitor sees it: no endpoint, no keys.
 *
 * @param version grows with every change
 */
public record Subscription(
    UUID id,
    List<String> topics,
    Map<String, Object> tags,
    @Nullable String locale,
    @Nullable String timeZone,
    Instant createdAt,
    int version) {

  /** Another one for every state that it has had. */
  public String revision() {
    return Integer.toString(version);
  }
}
