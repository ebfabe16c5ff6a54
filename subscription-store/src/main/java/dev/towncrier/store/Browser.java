package dev.towncrier.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Families of browsers, as their User-Agent header tells them (RFC 9110 section 10.1.5). No more
 * than this is kept of it. Browsers on iOS go by their own name where they give one.
 */
public enum Browser {
  // Each comes before those whose token its header has too; any header matches the last.
  /** Microsoft Edge. */
  EDGE("Edg(A|iOS)?/"),
  /** Opera. */
  OPERA("OP[RTX]/"),
  /** Samsung Internet. */
  SAMSUNG_INTERNET("SamsungBrowser/"),
  /** Mozilla Firefox. */
  FIREFOX("(Firefox|FxiOS)/"),
  /** Google Chrome, and those that say no more than Chrome does. */
  CHROME("(Chrome|CriOS)/"),
  /** Apple Safari. */
  SAFARI("Safari/"),
  /** Any other. */
  OTHER("");

  private final Pattern token;

  Browser(String token) {
    this.token = Pattern.compile(token);
  }

  /** As SQL, JSON and CSV have it, such as {@code samsung-internet}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that sends this header; null if it sends none. */
  public static @Nullable Browser of(@Nullable String userAgent) {
    if (userAgent == null || userAgent.isBlank()) {
      return null;
    }
    return Arrays.stream(values())
        .filter(browser -> browser.token.matcher(userAgent).find())
        .findFirst()
        .orElse(OTHER);
  }
}
