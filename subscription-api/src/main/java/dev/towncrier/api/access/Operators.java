package dev.towncrier.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.store.Scope;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Operators by access tokens (RFC 9068) of the configured issuer. Its keys verify them, and of
 * algorithms only those whose keys are public are taken (RFC 8725 section 3.1). No error repeats
 * anything of a token.
 */
@Component
final class Operators {
  private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
  private static final JOSEObjectType ACCESS_TOKEN_WRITTEN_OUT =
      new JOSEObjectType("application/at+jwt");
  private static final String PREFIX = "towncrier:";
  private static final int MAX_SUBJECT = 255; // OpenID Connect Core 1.0, section 2
  private static final long RETRY_SECONDS = 5;

  private final @Nullable DefaultJWTProcessor<SecurityContext> processor;
  private final String claim;

  /** Lets in whom {@code settings} say. */
  Operators(OidcSettings settings, InstantSource clock) {
    String issuer = settings.issuer();
    String audience = settings.audience();
    this.claim = settings.claim();
    this.processor = issuer == null || audience == null ? null : processor(issuer, audience, clock);
  }

  private static DefaultJWTProcessor<SecurityContext> processor(
      String issuer, String audience, InstantSource clock) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, ACCESS_TOKEN, ACCESS_TOKEN_WRITTEN_OUT, null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new IssuerKeys(issuer, clock)));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>( // allows clocks to be 60 s apart
            audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", "sub")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
    return processor;
  }

  /**
   * What an operator's token opens, on every application; empty if it is no JWT, or nobody's are
   * taken.
   *
   * @throws Problem 403 if it is not valid, 503 if the issuer's keys can't be had
   */
  Optional<Grant> find(BearerToken token) {
    if (processor == null || !JWT.matcher(token.value()).matches()) {
      return Optional.empty();
    }
    try {
      JWTClaimsSet claims = processor.process(token.value(), null);
      return Optional.of(
          new Grant(
              new Caller(null, subject(claims.getSubject()), null),
              scopes(claims.getClaims()),
              claims.getExpirationTime().toInstant()));
    } catch (ExpiredJWTException _) {
      throw Problem.of(ProblemKind.FORBIDDEN, "The operator's token has expired.");
    } catch (KeySourceException _) {
      throw Problem.later(
          ProblemKind.UNAVAILABLE,
          "The issuer of operators' tokens can't be asked for its keys.",
          RETRY_SECONDS);
    } catch (ParseException | BadJOSEException | JOSEException _) {
      throw invalid();
    }
  }

  private static String subject(@Nullable String subject) {
    if (subject == null
        || subject.isBlank()
        || subject.length() > MAX_SUBJECT
        || subject.chars().anyMatch(Character::isISOControl)) {
      throw invalid();
    }
    return subject;
  }

  private Set<Scope> scopes(Map<String, Object> claims) {
    Collection<?> granted =
        switch (value(claims)) {
          case String text -> Arrays.asList(text.split(" ", -1));
          case Collection<?> several -> several;
          case null, default -> List.of();
        };
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (granted.contains(PREFIX + scope.text())) {
        scopes.add(scope);
      }
    }
    return scopes;
  }

  /** A claim of exactly that name, whose dots may be its own; else where the dots lead. */
  private @Nullable Object value(Map<String, Object> claims) {
    if (claims.containsKey(claim)) {
      return claims.get(claim);
    }
    Object value = claims;
    for (String name : claim.split("\\.", -1)) {
      value = value instanceof Map<?, ?> members ? members.get(name) : null;
    }
    return value;
  }

  private static Problem invalid() {
    return Problem.of(ProblemKind.FORBIDDEN, "The operator's token is not valid.");
  }
}
