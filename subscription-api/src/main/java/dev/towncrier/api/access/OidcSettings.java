package dev.towncrier.api.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose operators are let in (OpenID Connect). Without an issuer nobody's are.
 *
 * @param issuer of the tokens (OpenID Connect) that let operators in, as it stands in their {@code
 *     iss}: an https URL, or http on loopback; with the audience, or not at all
 * @param audience what tokens of the issuer have in {@code aud} for this installation; with the
 *     issuer, or not at all
 * @param claim where tokens of the issuer say what an operator may do: a claim's name, or several
 *     with dots between them that lead into nested objects, such as {@code realm_access.roles}
 */
@ConfigurationProperties("towncrier.oidc")
record OidcSettings(
    @Nullable String issuer, @Nullable String audience, @DefaultValue("scope") String claim) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  OidcSettings {
    issuer = issuer == null || issuer.isBlank() ? null : issuer;
    audience = audience == null || audience.isBlank() ? null : audience;
    if ((issuer == null) != (audience == null)) {
      throw new IllegalArgumentException(
          "towncrier.oidc.issuer and towncrier.oidc.audience must be set together or not at all");
    }
    if (issuer != null && !isAllowed(issuer)) {
      throw new IllegalArgumentException(
          "towncrier.oidc.issuer must be an https URL (http on loopback alone) without user, query"
              + " and fragment");
    }
    if (claim.isBlank()) {
      throw new IllegalArgumentException("towncrier.oidc.claim must name a claim");
    }
  }

  // OpenID Connect Discovery 1.0, section 2: an issuer has no query and no fragment.
  private static boolean isAllowed(String issuer) {
    try {
      URI uri = new URI(issuer);
      return isAllowed(uri)
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /** Whether keys may be fetched from there. */
  static boolean isAllowed(URI uri) {
    return uri.getHost() != null
        && ("https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost())));
  }
}
