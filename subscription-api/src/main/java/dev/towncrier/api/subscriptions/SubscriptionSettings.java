package dev.towncrier.api.subscriptions;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param maxSubscriptions subscriptions that one application may have, about; 1 to 1,000,000,000; 0
 *     for no cap
 */
@ConfigurationProperties("towncrier")
record SubscriptionSettings(@DefaultValue("0") long maxSubscriptions) {
  private static final long MOST = 1_000_000_000;

  SubscriptionSettings {
    if (maxSubscriptions < 0 || maxSubscriptions > MOST) {
      throw new IllegalArgumentException(
          "towncrier.max-subscriptions must be from 0 to " + MOST + ", not " + maxSubscriptions);
    }
  }
}
