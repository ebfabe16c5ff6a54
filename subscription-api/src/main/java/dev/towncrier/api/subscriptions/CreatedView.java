package dev.towncrier.api.subscriptions;

import dev.towncrier.store.SubscribeResult;
import java.util.List;
import java.util.UUID;

/**
 * The answer to a POST.
 *
 * @param token what the visitor shows from now on; it can't be asked for again
 */
record CreatedView(UUID id, String token, List<String> topics) {

  static CreatedView of(SubscribeResult.Stored stored) {
    return new CreatedView(
        stored.subscription().id(), stored.token().value(), stored.subscription().topics());
  }

  @Override
  public String toString() {
    return "CreatedView[id=" + id + "]";
  }
}
