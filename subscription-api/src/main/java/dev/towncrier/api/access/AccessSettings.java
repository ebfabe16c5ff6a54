package dev.towncrier.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param adminKey an API key of every scope on every application; without one, only stored API keys
 *     open anything, and somebody has to hold one that manages
 */
@ConfigurationProperties("towncrier")
record AccessSettings(@Nullable String adminKey) {

  AccessSettings {
    adminKey = adminKey == null || adminKey.isBlank() ? null : adminKey;
  }

  /** Compares in a time that doesn't depend on where the two differ. */
  boolean isAdminKey(BearerToken token) {
    return adminKey != null
        && MessageDigest.isEqual(
            adminKey.getBytes(StandardCharsets.UTF_8),
            token.value().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "AccessSettings[redacted]";
  }
}
