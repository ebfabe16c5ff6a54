package dev.towncrier.api.subscriptions;

import dev.towncrier.store.PushTarget;
import dev.towncrier.store.SubscriptionDetails;
import java.util.UUID;

/** The body of POST and PUT, checked. */
record BrowserSubscription(PushTarget target, UUID vapidKeyId, SubscriptionDetails details) {}
