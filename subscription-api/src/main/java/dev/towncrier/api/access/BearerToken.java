package dev.towncrier.api.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller showed in {@code Authorization: Bearer} (RFC 6750 section 2.1). */
public record BearerToken(String value) {
  private static final String SCHEME = "Bearer ";

  /** The token of an {@code Authorization} header, if it carries one. */
  static Optional<BearerToken> of(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String value = authorization.substring(SCHEME.length()).strip();
    return value.isEmpty() ? Optional.empty() : Optional.of(new BearerToken(value));
  }

  @Override
  public String toString() {
    return "BearerToken[redacted]";
  }
}
