package dev.towncrier.api.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription as its visitor sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubscriptionView(
    UUID id,
    List<String> topics,
    Map<String, Object> tags,
    @Nullable String locale,
    @Nullable String timeZone,
    Instant createdAt) {

  static SubscriptionView of(Subscription subscription) {
    return new SubscriptionView(
        subscription.id(),
        subscription.topics(),
        subscription.tags(),
        subscription.locale(),
        subscription.timeZone(),
        subscription.createdAt());
  }
}
