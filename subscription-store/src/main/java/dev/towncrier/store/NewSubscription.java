package dev.towncrier.store;

import org.jspecify.annotations.Nullable;

/**
 * A subscription that was made elsewhere.
 *
 * @param userId whose it is, by the site's word
 */
public record NewSubscription(
    PushTarget target, @Nullable String userId, SubscriptionDetails details) {
  @Override
  public String toString() {
    return "NewSubscription[target=" + target + "]";
  }
}
