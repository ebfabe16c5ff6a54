package dev.towncrier.crypto.vapid;

import dev.towncrier.crypto.InvalidPushServiceOrigin;
import java.net.URI;
import java.util.Locale;

/**
 * The origin of a push service, which a VAPID token names as its audience (RFC 8292 section 2): the
 * ASCII serialisation of RFC 6454 section 6.2, so scheme and host in lower case and no default
 * port.
 */
public final class PushServiceOrigin {

  private final String value;

  private PushServiceOrigin(String value) {
    this.value = value;
  }

  /**
   * The origin of an endpoint.
   *
   * @param endpoint an absolute http or https URL; whether it may be used at all is not asked here
   * @throws InvalidPushServiceOrigin if it has no such scheme or no host
   */
  public static PushServiceOrigin of(URI endpoint) {
    String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme();
    int defaultPort =
        switch (scheme.toLowerCase(Locale.ROOT)) {
          case "https" -> 443;
          case "http" -> 80;
          default -> throw new InvalidPushServiceOrigin("its scheme is neither https nor http");
        };
    if (endpoint.getHost() == null) {
      throw new InvalidPushServiceOrigin("it has no host");
    }
    boolean plain = endpoint.getPort() == -1 || endpoint.getPort() == defaultPort;
    String origin = scheme + "://" + endpoint.getHost() + (plain ? "" : ":" + endpoint.getPort());
    return new PushServiceOrigin(origin.toLowerCase(Locale.ROOT));
  }

  /**
   * Takes back an origin that was made before, as from one's own store.
   *
   * @param value what {@link #value} gave
   */
  public static PushServiceOrigin recall(String value) {
    return new PushServiceOrigin(value);
  }

  /** For example {@code https://push.example.net}. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PushServiceOrigin that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
