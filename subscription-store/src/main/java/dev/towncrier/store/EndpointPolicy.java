package dev.towncrier.store;

import dev.towncrier.crypto.vapid.PushServiceOrigin;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints are allowed: https on a known push service without a port, or an origin that
 * configuration lists; by configuration also https on any public host. Asked when a subscription is
 * stored and again when a message is sent, then also about the address that is dialled, so that no
 * endpoint can turn a worker against its own network.
 */
public final class EndpointPolicy {
  /** Longest endpoint, in characters. */
  public static final int MAX_LENGTH = 2_048;

  private static final Set<String> KNOWN_HOSTS =
      Set.of("fcm.googleapis.com", "jmt17.google.com", "updates.push.services.mozilla.com");
  private static final List<String> KNOWN_SUFFIXES =
      List.of(".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com");

  /** How many decisions are kept; an origin beyond them is decided on anew each time. */
  private static final int MAX_RECALLED = 10_000;

  private final boolean anyPublicHost;
  private final Set<String> allowedOrigins = new TreeSet<>();
  private final Set<PushServiceOrigin> recalled = ConcurrentHashMap.newKeySet();

  /**
   * Allows the known push services and these origins.
   *
   * @param allowedOrigins as below
   * @throws IllegalArgumentException if one is not an http or https origin
   */
  public EndpointPolicy(List<String> allowedOrigins) {
    this(allowedOrigins, false);
  }

  /**
   * Allows the known push services, these origins, and perhaps every public host.
   *
   * @param allowedOrigins such as {@code http://127.0.0.1:8443}; only these may be http, have a
   *     port, or lead to an address of a private network
   * @param anyPublicHost whether https on any name of the public internet is allowed, without a
   *     port, as UnifiedPush servers need; the addresses that it leads to must be public all the
   *     same
   * @throws IllegalArgumentException if one is not an http or https origin
   */
  public EndpointPolicy(List<String> allowedOrigins, boolean anyPublicHost) {
    this.anyPublicHost = anyPublicHost;
    for (String origin : allowedOrigins) {
      URI uri = parse(origin);
      if (uri == null || !isHttp(uri) || !origin.equals(PushServiceOrigin.of(uri).value())) {
        throw new IllegalArgumentException(
            "Not an allowed push-service origin: "
                + origin
                + ". Write scheme, host and port only, such as https://push.example");
      }
      this.allowedOrigins.add(origin);
    }
  }

  /**
   * Checks an endpoint.
   *
   * @throws EndpointRefused if it is not allowed; the message says why, without the path
   */
  public Endpoint check(String endpoint) {
    if (endpoint.length() > MAX_LENGTH) {
      throw new EndpointRefused(
          "has " + endpoint.length() + " characters, over the limit of " + MAX_LENGTH);
    }
    URI uri = parse(endpoint);
    if (uri == null) {
      throw new EndpointRefused("is not an absolute URL");
    }
    if (uri.getRawUserInfo() != null) {
      throw new EndpointRefused("must not carry user information");
    }
    if (uri.getRawFragment() != null) {
      throw new EndpointRefused("must not have a fragment");
    }
    if (!isCanonical(uri)) {
      throw new EndpointRefused("must be in ASCII, its host and port written as browsers do");
    }
    String origin = originOf(uri);
    if (!allowedOrigins.contains(origin)) {
      requireKnown(uri);
    }
    if (!uri.getRawPath().startsWith("/")) {
      throw new EndpointRefused("must have a path");
    }
    return new Endpoint(PushServiceOrigin.of(uri), endpoint.substring(origin.length()));
  }

  /**
   * Checks an endpoint that was allowed when it was stored, and has lain under a seal since: only
   * whether its push service is still allowed is asked, which costs next to nothing.
   *
   * @return the same
   * @throws EndpointRefused if it is not; the message says why, without the path
   */
  public Endpoint recall(Endpoint endpoint) {
    PushServiceOrigin origin = endpoint.pushService();
    if (!recalled.contains(origin)) {
      PushServiceOrigin allowed = check(origin.value() + "/").pushService();
      if (!allowed.equals(origin)) {
        throw new EndpointRefused("is on " + allowed + ", not on " + origin);
      }
      if (recalled.size() < MAX_RECALLED) {
        recalled.add(origin);
      }
    }
    return endpoint;
  }

  private void requireKnown(URI uri) {
    if (!"https".equals(uri.getScheme())) {
      throw new EndpointRefused("must be https, not " + uri.getScheme());
    }
    if (uri.getPort() != -1) {
      throw new EndpointRefused("must not name a port");
    }
    String host = uri.getHost();
    boolean allowed = anyPublicHost ? PublicHosts.contains(host) : isKnown(host);
    if (!allowed) {
      throw new EndpointRefused(
          "is on "
              + host
              + (anyPublicHost ? ", which is no public host" : ", which is no known push service")
              + "; an operator can allow its origin");
    }
  }

  /** Whether a connection to {@code pushService} may go to {@code address}. */
  public boolean mayDial(String pushService, InetAddress address) {
    return allowedOrigins.contains(pushService) || PublicAddresses.contains(address);
  }

  private static boolean isKnown(String host) {
    return KNOWN_HOSTS.contains(host)
        || (PublicHosts.fits(host)
            && KNOWN_SUFFIXES.stream()
                .anyMatch(suffix -> host.endsWith(suffix) && host.length() > suffix.length()));
  }

  private static boolean isHttp(URI uri) {
    return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
  }

  /** Only what is written in its one form can be compared exactly. */
  private static boolean isCanonical(URI uri) {
    String authority = authorityOf(uri);
    return authority.equals(uri.getRawAuthority())
        && authority.equals(authority.toLowerCase(Locale.ROOT))
        && uri.toString().equals(uri.toASCIIString());
  }

  private static String originOf(URI uri) {
    return uri.getScheme() + "://" + authorityOf(uri);
  }

  private static String authorityOf(URI uri) {
    return uri.getPort() == -1 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static @Nullable URI parse(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() == null || uri.getScheme() == null ? null : uri;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
