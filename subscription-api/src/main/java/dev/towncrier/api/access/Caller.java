package dev.towncrier.api.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who was let through to what is {@link ForServices}.
 *
 * @param apiKeyId the application's API key that was shown; null for the admin key and an operator
 * @param operator the operator as their issuer knows them; null for whoever showed a key
 * @param application the only one that the key is of; null for the admin key and an operator, who
 *     are of all
 */
public record Caller(
    @Nullable UUID apiKeyId, @Nullable String operator, @Nullable String application) {
  /** The request's attribute that holds it. */
  static final String ATTRIBUTE = Caller.class.getName();
}
