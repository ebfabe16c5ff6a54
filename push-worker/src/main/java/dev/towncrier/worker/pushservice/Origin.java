package dev.towncrier.worker.pushservice;

import io.netty.util.AsciiString;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A push service's origin, in the parts that a connection needs.
 *
 * @param text as endpoints have it
 * @param tls whether it is https
 * @param host a name or an address, without brackets
 * @param port the default one of the scheme if the origin names none
 * @param authority host and perhaps port, as requests name it
 */
record Origin(String text, boolean tls, String host, int port, AsciiString authority) {
  private static final String REFUSED = "Not an http or https origin";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /**
   * Takes it apart.
   *
   * @throws IllegalArgumentException if it is no http or https origin
   */
  static Origin of(String text) {
    URI uri = parse(text);
    String scheme = uri.getScheme();
    String authority = uri.getRawAuthority();
    String host = uri.getHost();
    boolean tls = "https".equals(scheme);
    if (host == null
        || (!tls && !"http".equals(scheme))
        || !text.equals(scheme + "://" + authority)) {
      throw new IllegalArgumentException(REFUSED);
    }
    int port = uri.getPort() == -1 ? (tls ? HTTPS : HTTP) : uri.getPort();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new Origin(
        text, tls, bare.toLowerCase(Locale.ROOT), port, AsciiString.cached(authority));
  }

  /** The exception does not repeat the text, which may be a whole endpoint by mistake. */
  private static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException(REFUSED);
    }
  }
}
