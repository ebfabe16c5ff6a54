package dev.towncrier.simulator.vapid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.simulator.sender.ApplicationServer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VapidVerifierTest {
  private static final String ORIGIN = "https://127.0.0.1:8443";
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final VapidVerifier verifier = new VapidVerifier(now::get);
  private final ApplicationServer server = new ApplicationServer();
  private final String good = server.authorization(ORIGIN, START.plus(Duration.ofHours(12)));

  @Test
  void acceptsATokenOfTheBoundKey() {
    assertThat(verifier.verify(good, ORIGIN, server.key())).isEqualTo(new VapidVerdict.Valid());
    assertThat(verifier.verify(good, ORIGIN, null)).isEqualTo(new VapidVerdict.Valid());
  }

  @Test
  void tellsAnotherKeyFromAnInvalidToken() {
    assertThat(verifier.verify(good, ORIGIN, new ApplicationServer().key()))
        .isEqualTo(new VapidVerdict.KeyMismatch());
  }

  @Test
  void asksForATokenOnlyOfABoundSubscription() {
    assertThat(verifier.verify(null, ORIGIN, null)).isEqualTo(new VapidVerdict.Absent());
    assertThat(word(null)).isEqualTo("Authorization is missing");
  }

  @Test
  void refusesAnotherAudience() {
    assertThat(verifier.verify(good, "http://127.0.0.1:8443", server.key()).word())
        .isEqualTo("aud is https://127.0.0.1:8443, not http://127.0.0.1:8443");
  }

  @Test
  void refusesATokenOnceItHasExpired() {
    assertThat(word(good)).isEqualTo("valid");
    now.set(START.plus(Duration.ofHours(12)));
    assertThat(word(good)).startsWith("expired at");
  }

  @Test
  void refusesATokenThatLivesLongerThanADay() {
    String tooLong = server.authorization(ORIGIN, START.plus(Duration.ofHours(24)).plusSeconds(1));
    assertThat(word(tooLong)).startsWith("exp is over 24 hours ahead");
    assertThat(word(server.authorization(ORIGIN, START.plus(Duration.ofHours(24)))))
        .isEqualTo("valid");
  }

  @Test
  void refusesATokenWithoutASubject() {
    String claims = "{\"aud\":\"" + ORIGIN + "\",\"exp\":" + START.plusSeconds(60).getEpochSecond();
    assertThat(word(server.authorizationWith(claims + "}"))).startsWith("sub is");
    assertThat(word(server.authorizationWith(claims + ",\"sub\":\"ops@shop.example\"}")))
        .startsWith("sub is");
    assertThat(word(server.authorizationWith(claims + ",\"sub\":\"https://shop.example\"}")))
        .isEqualTo("valid");
  }

  @Test
  void refusesASignatureOfAnotherKey() {
    String otherKey = good.replaceAll("k=.*", "k=" + new ApplicationServer().key());
    assertThat(word(otherKey)).isEqualTo("signature does not verify");
  }

  @Test
  void refusesWhatIsNoToken() {
    assertThat(word("Bearer abc")).isEqualTo("scheme is not vapid");
    assertThat(word("vapid t=abc")).isEqualTo("parameter k is missing");
    assertThat(word("vapid k=" + server.key())).isEqualTo("parameter t is missing");
    assertThat(word("vapid t=a.b, k=" + server.key())).startsWith("t is not a JWT");
    assertThat(word("vapid t=e30.e30.AAAA, k=" + server.key())).isEqualTo("alg is not ES256");
    assertThat(word("vapid t=!.e30.AAAA, k=" + server.key())).endsWith("is not base64url");
  }

  private String word(String authorization) {
    return verifier.verify(authorization, ORIGIN, server.key()).word();
  }
}
