package dev.towncrier.crypto.vapid;

import dev.towncrier.crypto.InvalidVapidSubject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a push service may contact about our messages, the {@code sub} claim of RFC 8292 section
 * 2.1. Stricter than the RFC: it accepts what the strictest push service (Apple's) accepts.
 *
 * @param value {@code mailto:} with one plain address, or an {@code https:} URL; the host is
 *     neither localhost nor under .localhost or .invalid
 */
public record VapidSubject(String value) {

  private static final Pattern MAILTO =
      Pattern.compile("mailto:[^\\s<>\"\\\\@,;?]+@([A-Za-z0-9.-]+)", Pattern.CASE_INSENSITIVE);
  private static final String HTTPS = "https:";

  /**
   * @throws InvalidVapidSubject if the value is something else
   */
  public VapidSubject {
    String host = host(value);
    if (isNobody(host)) {
      throw new InvalidVapidSubject(value, "names a host where nobody can be reached: " + host);
    }
  }

  /** The host that the address or the URL names. */
  public String host() {
    return host(value);
  }

  private static String host(String value) {
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidVapidSubject(value, "has a space or a character outside of ASCII");
    }
    if (value.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
      String host = httpsHost(value);
      if (host == null) {
        throw new InvalidVapidSubject(value, "is not an https URL with a host");
      }
      return host;
    }
    Matcher mailto = MAILTO.matcher(value);
    if (!mailto.matches()) {
      throw new InvalidVapidSubject(
          value, "is neither mailto: followed by one plain address nor an https URL");
    }
    return mailto.group(1);
  }

  private static @Nullable String httpsHost(String value) {
    try {
      return new URI(value).getHost();
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private static boolean isNobody(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return relative.equals("localhost")
        || relative.endsWith(".localhost")
        || relative.equals("invalid")
        || relative.endsWith(".invalid");
  }
}
