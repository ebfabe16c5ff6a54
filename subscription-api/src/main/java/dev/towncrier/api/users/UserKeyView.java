package dev.towncrier.api.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.UserKey;
import dev.towncrier.store.VerificationKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user key as its JWK (RFC 7517), without what is secret, and with what we know of it.
 *
 * @param kid absent if tokens don't name it
 * @param crv absent of a secret one, as are {@code x} and {@code y}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserKeyView(
    UUID id,
    @Nullable String kid,
    String kty,
    String alg,
    @Nullable String crv,
    @Nullable String x,
    @Nullable String y,
    Instant createdAt) {

  static UserKeyView of(UserKey key) {
    VerificationKey publicKey = key.publicKey();
    return switch (key.algorithm()) {
      case ES256 -> view(key, Jwk.EC, Jwk.P256, Jwk.x(publicKey), Jwk.y(publicKey));
      case EDDSA -> view(key, Jwk.OKP, Jwk.ED25519, Jwk.x(publicKey), null);
      case HS256 -> view(key, Jwk.OCT, null, null, null);
    };
  }

  private static UserKeyView view(
      UserKey key, String kty, @Nullable String crv, @Nullable String x, @Nullable String y) {
    return new UserKeyView(
        key.id(), key.kid(), kty, key.algorithm().label(), crv, x, y, key.createdAt());
  }
}
