package dev.towncrier.api.access;

import org.jspecify.annotations.Nullable;

/**
 * Whose API key a request shows, for routes that are of no one application.
 *
 * @param application the only one that the key is of; null for the admin key, which is of all
 */
public record Caller(@Nullable String application) {
  /** Where a request keeps it. */
  static final String ATTRIBUTE = Caller.class.getName();
}
