package dev.towncrier.simulator.subscription;

import org.jspecify.annotations.Nullable;

/**
 * An order for synthetic subscriptions: ones without a browser.
 *
 * @param applicationServerKey the key to bind them to, in base64url; null if any may send
 * @param count 1 to 100,000
 * @param scheme of the endpoints, {@code http} or {@code https}
 * @param decrypt whether to keep the receivers' keys and decrypt what comes
 */
public record SubscriptionOrder(
    @Nullable String applicationServerKey, int count, String scheme, boolean decrypt) {
  private static final int MOST = 100_000;

  public SubscriptionOrder {
    if (applicationServerKey != null) {
      applicationServerKey = ApplicationServerKey.normalized(applicationServerKey);
    }
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count is not 1 to 100000: " + count);
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("scheme is neither http nor https: " + scheme);
    }
  }

  /** Subscriptions with https endpoints whose messages are decrypted. */
  public static SubscriptionOrder of(int count, @Nullable String applicationServerKey) {
    return new SubscriptionOrder(applicationServerKey, count, "https", true);
  }

  /** The same with http endpoints. */
  public SubscriptionOrder overHttp() {
    return new SubscriptionOrder(applicationServerKey, count, "http", decrypt);
  }
}
