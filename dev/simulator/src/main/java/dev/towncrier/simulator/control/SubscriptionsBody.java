package dev.towncrier.simulator.control;

import dev.towncrier.simulator.subscription.Origins;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import org.jspecify.annotations.Nullable;

/** The body that orders subscriptions; every member may be left out. */
record SubscriptionsBody(
    @Nullable String applicationServerKey,
    @Nullable Integer count,
    @Nullable String scheme,
    @Nullable Boolean decrypt,
    @Nullable String host) {

  SubscriptionOrder order() {
    var order =
        new SubscriptionOrder(
            applicationServerKey,
            count == null ? 1 : count,
            scheme == null ? "https" : scheme,
            decrypt == null || decrypt,
            Origins.LOOPBACK);
    return host == null ? order : order.at(host);
  }
}
