package dev.towncrier.simulator.vapid;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies {@code Authorization: vapid} headers. A signature is checked once for each distinct
 * header, the claims at every request. Thread-safe.
 */
public final class VapidVerifier {
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);
  private static final int CACHED_HEADERS = 10_000;

  private final InstantSource clock;
  private final ConcurrentHashMap<String, SignedToken> verified = new ConcurrentHashMap<>();

  public VapidVerifier(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Judges a header.
   *
   * @param origin the origin of the endpoint, which {@code aud} must equal
   * @param boundKey the key that the subscription was made with, in base64url without padding; null
   *     if it was made without one
   */
  public VapidVerdict verify(
      @Nullable String authorization, String origin, @Nullable String boundKey) {
    if (authorization == null) {
      return boundKey == null
          ? new VapidVerdict.Absent()
          : new VapidVerdict.Invalid("Authorization is missing");
    }
    SignedToken token;
    try {
      token = signed(authorization);
    } catch (IllegalArgumentException e) {
      return new VapidVerdict.Invalid(String.valueOf(e.getMessage()));
    }
    return judge(token, origin, boundKey, clock.instant());
  }

  private SignedToken signed(String authorization) {
    SignedToken known = verified.get(authorization);
    if (known != null) return known;
    SignedToken token = SignatureCheck.verify(authorization);
    if (verified.size() >= CACHED_HEADERS) verified.clear();
    verified.put(authorization, token);
    return token;
  }

  // RFC 8292 section 2: aud is the push service's origin, exp at most 24 hours ahead
  private static VapidVerdict judge(
      SignedToken token, String origin, @Nullable String boundKey, Instant now) {
    if (!token.audience().equals(origin)) {
      return new VapidVerdict.Invalid("aud is " + token.audience() + ", not " + origin);
    }
    if (!token.expiresAt().isAfter(now)) {
      return new VapidVerdict.Invalid("expired at " + token.expiresAt());
    }
    if (token.expiresAt().isAfter(now.plus(LONGEST_LIFE))) {
      return new VapidVerdict.Invalid("exp is over 24 hours ahead: " + token.expiresAt());
    }
    if (boundKey != null && !boundKey.equals(token.key())) return new VapidVerdict.KeyMismatch();
    return new VapidVerdict.Valid();
  }
}
