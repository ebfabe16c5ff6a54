package dev.towncrier.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.api.problems.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an issuer is asked for its keys, and for how long they count. */
class IssuerKeysIT {
  private static final String UNAVAILABLE = "can't be asked";
  private static final String INVALID = "not valid";

  private Instant now = Instant.parse("2026-12-01T09:00:00Z");
  private final Issuer issuer = new Issuer();
  private final Operators operators =
      new Operators(new OidcSettings(issuer.url(), Issuer.AUDIENCE, "scope"), () -> now);

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void fetchesThemOnceInFiveMinutes() {
    for (int i = 0; i < 5; i++) {
      assertTaken("1");
      after(Duration.ofSeconds(59));
    }
    assertThat(issuer.fetches()).isOne();

    after(Duration.ofSeconds(5));
    assertTaken("1");

    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void takesNoKeyForLongAfterTheIssuerHasDroppedIt() {
    String token = token("1");
    operators.find(new BearerToken(token));
    issuer.addKey("3");
    issuer.removeKey("1");

    after(Duration.ofMinutes(5));

    assertRefused(token, INVALID);
  }

  @Test
  void asksForANewKeyEarlierButNotForEveryUnknownOne() {
    assertTaken("1");
    issuer.addKey("3");

    after(Duration.ofSeconds(29));
    assertRefused(token("3"), INVALID);
    after(Duration.ofSeconds(1));
    assertTaken("3");
    String unknown = issuer.token(Issuer.header("RS256", "4"), "1", issuer.claims(now));
    for (int i = 0; i < 20; i++) {
      assertRefused(unknown, INVALID);
    }

    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void goesOnWithTheKeptOnesWhileTheIssuerIsDown() {
    assertTaken("1");
    issuer.goesDown(true);

    after(Duration.ofMinutes(4));
    assertTaken("1");
    after(Duration.ofMinutes(1));
    assertRefused(token("1"), UNAVAILABLE);
    issuer.goesDown(false);
    after(Duration.ofSeconds(4));
    assertRefused(token("1"), UNAVAILABLE);
    after(Duration.ofSeconds(1));

    assertTaken("1");
  }

  @Test
  void followsNoRedirect() {
    try (Issuer other = new Issuer()) {
      issuer.redirectsTo(other.url() + "/keys");

      assertRefused(token("1"), UNAVAILABLE);

      assertThat(other.fetches()).isZero();
    }
  }

  @Test
  void believesNoOtherIssuer() {
    issuer.says("https://issuer.example", issuer.url() + "/keys");

    assertRefused(token("1"), UNAVAILABLE);

    assertThat(issuer.fetches()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://192.0.2.1/keys", "file:///etc/passwd", "keys", "https:keys"})
  void fetchesThemOverHttpsAlone(String location) {
    issuer.says(issuer.url(), location);

    assertRefused(token("1"), UNAVAILABLE);
  }

  @Test
  void fetchesNothingThatATokenNames() {
    try (Issuer other = new Issuer()) {
      assertTaken("1");
      var header = Issuer.header("RS256", "9").put("jku", other.url() + "/keys");
      header.put("x5u", other.url() + "/keys");

      assertRefused(other.token(header, "1", issuer.claims(now)), INVALID);

      assertThat(other.fetches()).isZero();
    }
  }

  private void after(Duration time) {
    now = now.plus(time);
  }

  private String token(String kid) {
    return issuer.token(Issuer.header("RS256", kid), kid, issuer.claims(now));
  }

  private void assertTaken(String kid) {
    assertThat(operators.find(new BearerToken(token(kid))).orElseThrow().caller().operator())
        .isEqualTo("olga");
  }

  private void assertRefused(String token, String how) {
    assertThatThrownBy(() -> operators.find(new BearerToken(token)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(how);
  }
}
