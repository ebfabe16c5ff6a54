package dev.towncrier.api.session;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.contract.Json;
import dev.towncrier.crypto.sealing.NotOpened;
import dev.towncrier.crypto.sealing.Place;
import dev.towncrier.crypto.sealing.Sealed;
import dev.towncrier.crypto.sealing.Sealer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that holds a session (RFC 6265): sealed under the installation's key-encryption keys,
 * and for this one place, so that nothing else that is sealed can be taken for it.
 */
@Component
public final class SessionCookie {
  /** Most characters of a credential; a browser keeps 4,096 bytes of a cookie. */
  public static final int MAX_CREDENTIAL = 2_600;

  private static final String NAME = "towncrier-session";
  private static final Place PLACE = new Place("cookie", "session", "console");

  private final Sealer sealer;
  private final InstantSource clock;

  SessionCookie(Sealer sealer, InstantSource clock) {
    this.sealer = sealer;
    this.clock = clock;
  }

  /** The cookie of a session, for an answer to that request. */
  public String of(Session session, HttpServletRequest request) {
    byte[] sealed = sealer.seal(Json.MAPPER.writeValueAsBytes(session), PLACE).encoded();
    return cookie(
        Base64.getUrlEncoder().withoutPadding().encodeToString(sealed),
        Duration.between(clock.instant(), session.expiresAt()).plusSeconds(1), // rounded up
        request);
  }

  /** A cookie that has the browser forget the one it has. */
  public String none(HttpServletRequest request) {
    return cookie("", Duration.ZERO, request);
  }

  /** The session that a request's cookie holds; empty if it holds none, or one that has expired. */
  public Optional<Session> read(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, NAME);
    return cookie == null
        ? Optional.empty()
        : open(cookie.getValue()).filter(session -> clock.instant().isBefore(session.expiresAt()));
  }

  /**
   * The session that a request's cookie holds.
   *
   * @throws Problem 401 if there is none
   */
  public Session require(HttpServletRequest request) {
    return read(request).orElseThrow(SessionCookie::ended);
  }

  /** That there is no session any more. */
  public static Problem ended() {
    return Problem.unauthenticated("There is no session, or it has ended: sign in.");
  }

  private Optional<Session> open(String value) {
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(value);
      return Optional.of(
          Json.MAPPER.readValue(sealer.open(Sealed.decode(sealed), PLACE), Session.class));
    } catch (IllegalArgumentException | NotOpened _) { // made up, changed, or of an earlier key
      return Optional.empty();
    }
  }

  private static String cookie(String value, Duration age, HttpServletRequest request) {
    return ResponseCookie.from(NAME, value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Strict")
        .path("/")
        .maxAge(age)
        .build()
        .toString();
  }
}
