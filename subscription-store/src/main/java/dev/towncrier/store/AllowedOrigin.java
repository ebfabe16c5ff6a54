package dev.towncrier.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin whose pages may call us, as browsers write it in the header of that name (RFC 6454
 * section 6.2): scheme, host and, unless it is the scheme's own, port.
 *
 * @param value an https origin, or an http one of this machine ({@code localhost}, {@code
 *     127.0.0.1} or {@code [::1]}), whose port may be {@code *} for any
 */
public record AllowedOrigin(String value) {
  private static final int MAX_PORT = 65_535;
  private static final String ANY_PORT = ":*";
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?<scheme>https?)://"
              + "(?<host>[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63}){0,126}|\\[[0-9a-f:.]{2,45}])"
              + "(?::(?<port>\\*|[1-9][0-9]{0,4}))?");
  private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1]");

  /**
   * Checks the origin.
   *
   * @throws IllegalArgumentException if it is none that can be allowed; the message says why,
   *     without the value
   */
  public AllowedOrigin {
    Matcher origin = ORIGIN.matcher(value);
    if (!origin.matches()) {
      throw new IllegalArgumentException(
          "must be an origin as browsers send it, such as https://shop.example: lower case, no path");
    }
    boolean local = THIS_MACHINE.matcher(origin.group("host")).matches();
    boolean http = origin.group("scheme").equals("http");
    if (http && !local) {
      throw new IllegalArgumentException("must be https, except on localhost");
    }
    String port = origin.group("port");
    if (port != null) {
      check(port, local, http ? "80" : "443");
    }
  }

  private static void check(String port, boolean local, String usual) {
    if (port.equals("*")) {
      if (!local) {
        throw new IllegalArgumentException("can have the port * only on localhost");
      }
    } else if (port.equals(usual)) {
      throw new IllegalArgumentException("must leave out the port " + usual + ", as browsers do");
    } else if (Integer.parseInt(port) > MAX_PORT) {
      throw new IllegalArgumentException("has a port over " + MAX_PORT);
    }
  }

  /** A URL there: the origin itself, without a port of {@code *}. */
  public String url() {
    return value.endsWith(ANY_PORT)
        ? value.substring(0, value.length() - ANY_PORT.length())
        : value;
  }
}
