package dev.towncrier.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor may set beside the browser's keys; null keeps what is there.
 *
 * @param user whom it is tied to from now on, by the site's word
 * @param browser which it is, by its own word
 */
public record SubscriptionDetails(
    @Nullable List<String> topics,
    @Nullable Map<String, Object> tags,
    @Nullable String locale,
    @Nullable String timeZone,
    @Nullable String user,
    @Nullable Browser browser) {

  /** Without a word on whose it is, and of which browser. */
  public SubscriptionDetails(
      @Nullable List<String> topics,
      @Nullable Map<String, Object> tags,
      @Nullable String locale,
      @Nullable String timeZone) {
    this(topics, tags, locale, timeZone, null, null);
  }

  /** The same, with a tie to that user. */
  public SubscriptionDetails tiedTo(@Nullable String user) {
    return new SubscriptionDetails(topics, tags, locale, timeZone, user, browser);
  }

  /** The same, of that browser. */
  public SubscriptionDetails of(@Nullable Browser browser) {
    return new SubscriptionDetails(topics, tags, locale, timeZone, user, browser);
  }

  /** Does not say whose it is. */
  @Override
  public String toString() {
    return "SubscriptionDetails[topics=%s, tags=%s, locale=%s, timeZone=%s]"
        .formatted(topics, tags, locale, timeZone);
  }
}
