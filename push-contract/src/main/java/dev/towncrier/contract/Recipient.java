package dev.towncrier.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The subscription that a message is for, as far as its text depends on it.
 *
 * @param locale a language tag (BCP 47), as the visitor's page named it; null if it named none
 * @param tags by name; texts as they are, numbers and truth values as JSON spells them
 */
public record Recipient(@Nullable String locale, Map<String, String> tags) {
  /** One of whom nothing is known. */
  public static final Recipient UNKNOWN = new Recipient(null, Map.of());
}
