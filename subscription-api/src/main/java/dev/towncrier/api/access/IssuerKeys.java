package dev.towncrier.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.towncrier.contract.JsonMembers;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's public keys, from where it says that they are (OpenID Connect Discovery 1.0, section
 * 4). They are fetched when they are first needed and kept for five minutes. A key that is not
 * among them has them fetched earlier, but not more often than every 30 s. What a token says of
 * where its key is counts for nothing, and no redirect is followed: nobody but the configured
 * issuer can have anything fetched.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MAX_BYTES = 256 * 1_024;
  private static final int MAX_TEXT = 2_048;
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

  private record Fetched(JWKSet keys, Instant at) {}

  private final String issuer;
  private final InstantSource clock;
  private final DefaultResourceRetriever http =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES) {
        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
          HttpURLConnection connection = super.openHTTPConnection(url);
          connection.setInstanceFollowRedirects(false);
          return connection;
        }
      };
  private volatile @Nullable Fetched fetched;
  private Instant nextTry = Instant.MIN; // guarded by this

  IssuerKeys(String issuer, InstantSource clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    List<JWK> found = selector.select(kept());
    return found.isEmpty() ? selector.select(newest()) : found;
  }

  /** Whoever finds them kept waits for nobody. */
  private JWKSet kept() throws KeySourceException {
    Fetched known = fetched;
    return known != null && isYounger(known, KEPT) ? known.keys() : newest(KEPT);
  }

  private JWKSet newest() throws KeySourceException {
    return newest(BETWEEN_FETCHES);
  }

  /** The keys as they were at most {@code age} ago, or as they are. */
  private synchronized JWKSet newest(Duration age) throws KeySourceException {
    Fetched known = fetched;
    if (known != null && isYounger(known, age)) {
      return known.keys();
    }
    if (clock.instant().isBefore(nextTry)) {
      throw new KeySourceException("The issuer's keys could not be had a moment ago");
    }
    try {
      JWKSet keys = JWKSet.parse(read(whereTheyAre()));
      fetched = new Fetched(keys, clock.instant());
      return keys;
    } catch (IOException | ParseException | IllegalArgumentException e) { // InvalidJson included
      nextTry = clock.instant().plus(AFTER_A_FAILURE);
      log.warn("The keys of the issuer of operators' tokens can't be had: {}", e.toString());
      throw new KeySourceException("The issuer's keys can't be had", e);
    }
  }

  private boolean isYounger(Fetched known, Duration age) {
    return clock.instant().isBefore(known.at().plus(age));
  }

  private URI whereTheyAre() throws IOException {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    JsonMembers said = JsonMembers.parse(read(URI.create(base + DISCOVERY)).getBytes(UTF_8));
    if (!said.text("issuer", 1, MAX_TEXT).equals(issuer)) {
      throw new IOException("What is at the issuer's URL is another issuer's");
    }
    URI location = URI.create(said.text("jwks_uri", 1, MAX_TEXT));
    if (!OidcSettings.isAllowed(location)) {
      throw new IOException("The issuer's keys are not at an https URL");
    }
    return location;
  }

  private String read(URI location) throws IOException {
    return http.retrieveResource(location.toURL()).getContent();
  }
}
