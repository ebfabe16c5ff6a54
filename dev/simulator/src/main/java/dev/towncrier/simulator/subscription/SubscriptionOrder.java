package dev.towncrier.simulator.subscription;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An order for synthetic subscriptions: ones without a browser.
 *
 * @param applicationServerKey the key to bind them to, in base64url; null if any may send
 * @param count 1 to 100,000
 * @param scheme of the endpoints, {@code http} or {@code https}
 * @param decrypt whether to keep the receivers' keys and decrypt what comes
 * @param host of the endpoints: a name that the sender resolves to this machine
 */
public record SubscriptionOrder(
    @Nullable String applicationServerKey, int count, String scheme, boolean decrypt, String host) {
  private static final int MOST = 100_000;
  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,253}");

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
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("host is no name in lower case: " + host);
    }
  }

  /** Subscriptions with https endpoints whose messages are decrypted. */
  public static SubscriptionOrder of(int count, @Nullable String applicationServerKey) {
    return new SubscriptionOrder(applicationServerKey, count, "https", true, Origins.LOOPBACK);
  }

  /** The same with http endpoints. */
  public SubscriptionOrder overHttp() {
    return new SubscriptionOrder(applicationServerKey, count, "http", decrypt, host);
  }

  /** The same with endpoints at a host that the sender resolves to this machine. */
  public SubscriptionOrder at(String otherHost) {
    return new SubscriptionOrder(applicationServerKey, count, scheme, decrypt, otherHost);
  }
}
