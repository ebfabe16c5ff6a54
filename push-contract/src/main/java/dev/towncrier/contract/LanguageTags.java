package dev.towncrier.contract;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Language tags (BCP 47: RFC 5646 and RFC 4647). Their case does not matter. */
final class LanguageTags {
  private LanguageTags() {}

  /** Whether the text has the form of a language tag (RFC 5646 section 2.2.9). */
  static boolean isWellFormed(String text) {
    try {
      var _ = new Locale.Builder().setLanguageTag(text);
      return !text.isEmpty();
    } catch (IllformedLocaleException _) {
      return false;
    }
  }

  /** The form by which tags are compared. */
  static String key(String tag) {
    return tag.toLowerCase(Locale.ROOT);
  }

  /**
   * What is found for a language by lookup (RFC 4647 section 3.4): under the tag itself, or under
   * what is left of it when subtags are taken away from its end.
   *
   * @param byKey under the {@linkplain #key keys} of their tags
   */
  static <T> @Nullable T lookUp(String language, Map<String, T> byKey) {
    String key = key(language);
    while (!key.isEmpty()) {
      T found = byKey.get(key);
      if (found != null) {
        return found;
      }
      key = truncated(key);
    }
    return null;
  }

  /** Without the last subtag, and without a single letter or digit that is then last. */
  private static String truncated(String key) {
    int end = Math.max(key.lastIndexOf('-'), 0);
    return end >= 2 && key.charAt(end - 2) == '-'
        ? key.substring(0, end - 2)
        : key.substring(0, end);
  }
}
