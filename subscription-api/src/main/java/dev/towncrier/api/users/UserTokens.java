package dev.towncrier.api.users;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.TokenAlgorithm;
import dev.towncrier.store.UserKeys;
import dev.towncrier.store.VerificationKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Verifies userTokens: JWTs (RFC 7519) by which a site says who its visitor is. The key decides how
 * a signature is checked, never the token (RFC 8725 section 3.1). No error repeats a token.
 */
@Component
public class UserTokens {
  private static final String MEMBER = "userToken";
  private static final int MAX_TOKEN = 4_096;
  private static final int MAX_USER = 128;

  /** How far our clock and the site's may be apart. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final UserKeys keys;
  private final InstantSource clock;

  UserTokens(UserKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * The user that the body's {@code userToken} names; null if there is none.
   *
   * @throws InvalidJson if it is no text of 1 to 4,096 characters
   * @throws Problem 422 if it is not valid
   */
  public @Nullable String optionalUser(JsonMembers body, Application application) {
    String token = body.optionalText(MEMBER, 1, MAX_TOKEN);
    return token == null ? null : verify(token, application.id());
  }

  /**
   * The user that the body's {@code userToken} names.
   *
   * @throws InvalidJson if it is missing, or no text of 1 to 4,096 characters
   * @throws Problem 422 if it is not valid
   */
  public String user(JsonMembers body, Application application) {
    return verify(body.text(MEMBER, 1, MAX_TOKEN), application.id());
  }

  private String verify(String token, String application) {
    if (!keys.any(application)) {
      throw invalid("can't be verified: no user key is configured for this application");
    }
    JWSObject jws = parse(token);
    JWSHeader header = jws.getHeader();
    if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
      throw invalid("has a header that changes how it is to be read (crit, b64)");
    }
    TokenAlgorithm algorithm = Jwk.algorithm(header.getAlgorithm().getName());
    if (algorithm == null) {
      throw invalid("has an alg that is none of ES256, EdDSA and HS256");
    }
    List<VerificationKey> candidates = keys.candidates(application, algorithm, header.getKeyID());
    if (candidates.isEmpty()) {
      throw invalid("names an alg and kid that no user key of the application has");
    }
    if (candidates.stream().noneMatch(key -> isSigned(jws, key))) {
      throw invalid("is not signed with a user key of the application");
    }
    return checked(claims(jws), application);
  }

  private static JWSObject parse(String token) {
    try {
      return JWSObject.parse(token);
    } catch (ParseException | IllegalArgumentException _) {
      throw invalid("is no signed JWT in the compact form");
    }
  }

  private static boolean isSigned(JWSObject jws, VerificationKey key) {
    try {
      return switch (key.algorithm()) {
        case ES256 -> jws.verify(new ECDSAVerifier(point(key)));
        case EDDSA ->
            Ed25519.verifies(key.bytes(), jws.getSigningInput(), jws.getSignature().decode());
        case HS256 -> jws.verify(new MACVerifier(key.bytes()));
      };
    } catch (JOSEException e) {
      throw new IllegalStateException("A stored user key can't verify", e);
    }
  }

  private static ECKey point(VerificationKey key) {
    return new ECKey.Builder(Curve.P_256, new Base64URL(Jwk.x(key)), new Base64URL(Jwk.y(key)))
        .build();
  }

  private static JsonMembers claims(JWSObject jws) {
    try {
      return JsonMembers.parse(jws.getPayload().toBytes());
    } catch (InvalidJson _) {
      throw invalid("has claims that are no JSON object");
    }
  }

  private String checked(JsonMembers claims, String application) {
    if (!isFor(claims.find("aud"), application)) {
      throw invalid("has no aud that is the application's id");
    }
    Instant now = clock.instant();
    double time = now.toEpochMilli() / 1_000.0;
    Double end = seconds(claims, "exp");
    if (end == null) {
      throw invalid("has no exp that is a number of seconds");
    }
    if (time >= end + SKEW.toSeconds()) {
      throw invalid("has expired");
    }
    Double begin = seconds(claims, "nbf");
    if (claims.has("nbf") && (begin == null || time < begin - SKEW.toSeconds())) {
      throw invalid("is not valid yet");
    }
    try {
      return claims.text("sub", 1, MAX_USER);
    } catch (InvalidJson _) {
      throw invalid("has no sub that is a text of 1 to " + MAX_USER + " characters");
    }
  }

  private static boolean isFor(@Nullable JsonNode audience, String application) {
    if (audience == null) {
      return false;
    }
    if (audience.isString()) {
      return audience.stringValue().equals(application);
    }
    return audience.isArray()
        && audience
            .valueStream()
            .anyMatch(each -> each.isString() && each.stringValue().equals(application));
  }

  private static @Nullable Double seconds(JsonMembers claims, String name) {
    JsonNode node = claims.find(name);
    return node != null && node.isNumber() && Double.isFinite(node.doubleValue())
        ? (Double) node.doubleValue()
        : null;
  }

  private static Problem invalid(String problem) {
    return Problem.about(ProblemKind.UNACCEPTABLE, MEMBER, problem);
  }
}
