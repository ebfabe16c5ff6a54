package dev.towncrier.worker.pushservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What may be kept of a push service's words. */
final class Detail {
  /** In bytes of UTF-8. */
  static final int MAX_BYTES = 1_024;

  private static final int SHORTEST_SECRET = 12;
  private static final Pattern SEPARATORS = Pattern.compile("[ ,=]+");
  private static final Pattern QUERY_SEPARATORS = Pattern.compile("[&=]");

  private Detail() {}

  /** The beginning of the text, without the secrets of the request if it repeats them. */
  static String of(String text, PushRequest request) {
    String safe = text;
    for (String secret : secrets(request)) {
      safe = without(safe, secret);
      safe = without(safe, URLEncoder.encode(secret, UTF_8));
      safe = without(safe, decoded(secret));
    }
    return cut(safe);
  }

  /** What is longer comes first, for what is left of it would give it away. */
  private static List<String> secrets(PushRequest request) {
    String whole = request.path();
    int query = whole.indexOf('?');
    String path = query == -1 ? whole : whole.substring(0, query);
    List<String> secrets = new ArrayList<>(List.of(whole, path));
    secrets.add(path.substring(path.lastIndexOf('/') + 1));
    if (query != -1) { // where WNS has its token
      secrets.addAll(List.of(QUERY_SEPARATORS.split(whole.substring(query + 1))));
    }
    secrets.addAll(List.of(SEPARATORS.split(request.authorization())));
    return secrets;
  }

  private static String decoded(String secret) {
    try {
      return URLDecoder.decode(secret, UTF_8);
    } catch (IllegalArgumentException _) {
      return secret;
    }
  }

  private static String without(String text, String secret) {
    return secret.length() < SHORTEST_SECRET ? text : text.replace(secret, "[redacted]");
  }

  /** The beginning of the text, at most 1,024 bytes in UTF-8. */
  static String cut(String text) {
    int bytes = 0;
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (bytes > MAX_BYTES) {
        return text.substring(0, i);
      }
      i += Character.charCount(codePoint);
    }
    return text;
  }
}
