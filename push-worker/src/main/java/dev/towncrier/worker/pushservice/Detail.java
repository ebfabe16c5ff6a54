package dev.towncrier.worker.pushservice;

import java.util.regex.Pattern;

/** What may be kept of a push service's words. */
final class Detail {
  /** In bytes of UTF-8. */
  static final int MAX_BYTES = 1_024;

  private static final int SHORTEST_SECRET = 12;
  private static final Pattern SEPARATORS = Pattern.compile("[ ,=]+");

  private Detail() {}

  /** The beginning of the text, without the secrets of the request if it repeats them. */
  static String of(String text, PushRequest request) {
    String path = path(request);
    String safe = without(text, path);
    safe = without(safe, path.substring(path.lastIndexOf('/') + 1));
    for (String part : SEPARATORS.splitAsStream(request.authorization()).toList()) {
      safe = without(safe, part);
    }
    return cut(safe);
  }

  private static String path(PushRequest request) {
    String path = request.path();
    int query = path.indexOf('?');
    return query == -1 ? path : path.substring(0, query);
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
