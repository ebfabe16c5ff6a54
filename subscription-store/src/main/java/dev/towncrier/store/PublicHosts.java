package dev.towncrier.store;

import java.util.Set;

/**
 * Names that the public domain-name system may hold: in ASCII, of several labels, and below no
 * top-level domain that is kept for private networks or for no network at all (RFC 6761, RFC 8375,
 * RFC 9476, and what ICANN set aside), or that container platforms use. Whether there is such a
 * host is not asked.
 */
final class PublicHosts {
  private static final int MAX_NAME = 253; // RFC 1035 section 2.3.4, without the dots at its ends
  private static final int MAX_LABEL = 63;

  private static final Set<String> NOT_PUBLIC =
      Set.of(
          "alt",
          "arpa",
          "consul",
          "corp",
          "default",
          "example",
          "home",
          "internal",
          "intranet",
          "invalid",
          "lan",
          "local",
          "localdomain",
          "localhost",
          "mail",
          "onion",
          "private",
          "svc",
          "test");

  private PublicHosts() {}

  /** Whether {@code host}, in lower case, is such a name; an IP literal of any notation is not. */
  static boolean contains(String host) {
    String[] labels = host.split("\\.", -1);
    String last = labels[labels.length - 1];
    return labels.length > 1 && isTopLevel(last) && !NOT_PUBLIC.contains(last) && fits(host);
  }

  /** Whether a name of this length can be looked up. */
  static boolean fits(String host) {
    if (host.length() > MAX_NAME) {
      return false;
    }
    for (String label : host.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > MAX_LABEL) {
        return false;
      }
    }
    return true;
  }

  /** Letters, or an A-label: a number, decimal or not, ends an IPv4 address (WHATWG URL). */
  private static boolean isTopLevel(String label) {
    return label.startsWith("xn--") || (label.length() > 1 && label.matches("[a-z]+"));
  }
}
