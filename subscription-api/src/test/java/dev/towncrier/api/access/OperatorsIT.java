package dev.towncrier.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Operators whom an issuer on loopback vouches for. */
class OperatorsIT {
  private static final String COUNT = "{\"audience\": {\"all\": true}}";

  private static Issuer issuer;
  private static RunningApi api;
  private static String path;

  @BeforeAll
  static void startBoth() {
    issuer = new Issuer();
    api = RunningApi.shared().another(settings(issuer, Map.of()));
    path = "/v1/applications/" + RunningApi.shared().newApplication().id();
  }

  @AfterAll
  static void stopBoth() {
    api.close();
    issuer.close();
  }

  @Test
  void letsAnOperatorInOnEveryApplication() {
    String token = issuer.token(issuer.claims());
    String other = "/v1/applications/" + RunningApi.shared().newApplication().id();

    assertThat(get(token, path + "/api-keys").status()).isEqualTo(200);
    assertThat(get(token, other + "/api-keys").status()).isEqualTo(200);
    assertThat(get(token, "/v1/applications/nobody/api-keys").status()).isEqualTo(404);
    assertThat(get(RunningApi.ADMIN_KEY, path + "/api-keys").status()).isEqualTo(200);
  }

  @Test
  void letsAnOperatorWhoManagesMakeApplications() {
    String body =
        """
        {"id": "made-by-olga", "name": "Made", "vapidSubject": "mailto:push@shop.example"}\
        """;
    String publisher = issuer.token(issuer.claims().put("scope", "towncrier:publish"));
    String reader = issuer.token(issuer.claims().put("scope", "towncrier:read"));

    assertThat(api.callAs(publisher, "POST", "/v1/applications", body).status()).isEqualTo(403);
    assertThat(api.callAs(issuer.token(issuer.claims()), "POST", "/v1/applications", body).status())
        .isEqualTo(201);
    assertThat(get(reader, "/v1/applications").body())
        .contains("\"made-by-olga\"")
        .contains(path.substring(path.lastIndexOf('/') + 1));
  }

  @Test
  void opensWhatTheClaimSays() {
    String reader = issuer.token(issuer.claims().put("scope", "towncrier:read email"));
    String publisher = issuer.token(issuer.claims().put("scope", "towncrier:publish"));
    ObjectNode several = issuer.claims();
    several.putArray("scope").add("towncrier:publish").add("towncrier:read");

    assertThat(get(reader, path + "/api-keys").status()).isEqualTo(200);
    assertThat(count(api, reader).status()).isEqualTo(403);
    assertThat(get(publisher, path + "/api-keys").status()).isEqualTo(403);
    assertThat(count(api, publisher).status()).isEqualTo(200);
    assertThat(get(issuer.token(several), path + "/api-keys").status()).isEqualTo(200);
    assertThat(count(api, issuer.token(several)).status()).isEqualTo(200);
    for (String none : new String[] {"", "manage", "towncrier:MANAGE", "towncrier:manager"}) {
      assertThat(get(issuer.token(issuer.claims().put("scope", none)), path + "/api-keys").status())
          .isEqualTo(403);
    }
  }

  @Test
  void readsRolesFromWhereTheyAre() {
    ObjectNode claims = issuer.claims();
    claims.remove("scope");
    claims.putObject("realm_access").putArray("roles").add("towncrier:manage");
    String token = issuer.token(claims);

    try (RunningApi nested =
        RunningApi.shared()
            .another(settings(issuer, Map.of("towncrier.oidc.claim", "realm_access.roles")))) {
      assertThat(count(nested, token).status()).isEqualTo(200);
    }
    assertThat(count(api, token).status()).isEqualTo(403);
  }

  @Test
  void readsAClaimWhoseNameHasDots() {
    ObjectNode claims = issuer.claims();
    claims.remove("scope");
    claims.putArray("https://towncrier.example/roles").add("towncrier:publish");

    try (RunningApi named =
        RunningApi.shared()
            .another(
                settings(
                    issuer, Map.of("towncrier.oidc.claim", "https://towncrier.example/roles")))) {
      assertThat(count(named, issuer.token(claims)).status()).isEqualTo(200);
    }
  }

  @Test
  void keepsWhoAskedForAnErasure() {
    Answer erased =
        api.callAs(
            issuer.token(issuer.claims()), "POST", path + "/erasures", "{\"user\": \"ann\"}");

    assertThat(erased.json().get("operator").stringValue()).isEqualTo("olga");
    assertThat(erased.json().has("apiKey")).isFalse();
  }

  @Test
  void signsInToTheConsoleForAsLongAsTheTokenIsValid() {
    ObjectNode claims = issuer.claims();
    long end = claims.get("exp").longValue() - 600;
    String token = issuer.token(claims.put("exp", end).put("scope", "towncrier:read"));

    Answer signedIn =
        api.call("POST", "/console/session", "{\"key\": \"" + token + "\"}", Map.of());

    assertThat(signedIn.status()).isEqualTo(200);
    assertThat(Instant.parse(signedIn.json().get("expiresAt").stringValue()))
        .isEqualTo(Instant.ofEpochSecond(end));
    assertThat(signedIn.json().at("/applications/0/scopes")).hasToString("[\"read\"]");
    Map<String, String> headers =
        Map.of(
            "Cookie",
            signedIn.header("Set-Cookie").replaceAll(";.*", ""),
            "X-CSRF-Token",
            signedIn.json().get("csrf").stringValue());
    assertThat(api.call("GET", path + "/api-keys", null, headers).status()).isEqualTo(200);
    assertThat(api.call("POST", path + "/audience-count", COUNT, headers).status()).isEqualTo(403);
    assertThat(
            api.call(
                    "POST",
                    "/console/session",
                    "{\"key\": \"" + issuer.token(claims.put("exp", 1_000_000_000)) + "\"}",
                    Map.of())
                .status())
        .isEqualTo(403);
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        claim(c -> c.put("iss", "https://issuer.example")),
        claim(c -> c.remove("iss")),
        claim(c -> c.put("aud", "another")),
        claim(c -> c.remove("aud")),
        claim(c -> c.remove("exp")),
        claim(c -> c.put("exp", 1_000_000_000)),
        claim(c -> c.remove("sub")),
        claim(c -> c.put("sub", " ")),
        claim(c -> c.put("sub", "olga\0")),
        claim(c -> c.put("sub", "x".repeat(256))),
        claim(c -> c.put("nbf", 4_000_000_000L)));
  }

  private static Arguments claim(Consumer<ObjectNode> change) {
    return arguments(change);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesWhatATokenDoesNotSay(Consumer<ObjectNode> change) {
    ObjectNode claims = issuer.claims();
    change.accept(claims);

    assertInvalid(issuer.token(claims));
  }

  @Test
  void takesEveryAlgorithmThatIsDocumented() {
    assertThat(count(api, issuer.tokenByEs256(issuer.claims())).status()).isEqualTo(200);
    for (String alg : new String[] {"RS256", "PS256"}) {
      String token = issuer.token(Issuer.header(alg, "1"), "1", issuer.claims());
      assertThat(count(api, token).status()).as(alg).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "RS512", "ES256"})
  void refusesAnotherAlgorithm(String alg) {
    assertInvalid(issuer.token(Issuer.header(alg, "1"), "1", issuer.claims()));
  }

  @Test
  void refusesWhatAnybodyCouldHaveMade() {
    assertInvalid(issuer.tokenByHmacOfThePublicKey(issuer.claims()));
    assertInvalid(Issuer.unsigned(issuer.claims()));
    assertInvalid("e30.e30.e30");
  }

  @Test
  void refusesWhatAnotherIssuerSignedOrSomebodyChanged() {
    String[] token = issuer.token(issuer.claims()).split("\\.", -1);
    String[] other = issuer.token(issuer.claims().put("sub", "eve")).split("\\.", -1);
    assertInvalid(token[0] + "." + other[1] + "." + token[2]);
    try (Issuer stranger = new Issuer()) {
      assertInvalid(stranger.token(issuer.claims()));
    }
  }

  @Test
  void takesAccessTokensAndNoOthers() {
    for (String typ : new String[] {"JWT", "at+jwt", "application/at+jwt"}) {
      ObjectNode header = Issuer.header("RS256", "1").put("typ", typ);
      String token = issuer.token(header, "1", issuer.claims());
      assertThat(count(api, token).status()).as(typ).isEqualTo(200);
    }
    ObjectNode logout = Issuer.header("RS256", "1").put("typ", "logout+jwt");
    assertInvalid(issuer.token(logout, "1", issuer.claims()));
  }

  @Test
  void saysWhenTheIssuerCannotBeAsked() {
    try (Issuer down = new Issuer();
        RunningApi mine = RunningApi.shared().another(settings(down, Map.of()))) {
      down.goesDown(true);

      Answer answer = count(mine, down.token(down.claims()));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("5");
      assertThat(count(mine, RunningApi.ADMIN_KEY).status()).isEqualTo(200);
    }
  }

  @Test
  void letsNoOperatorInWhereNoIssuerIsConfigured() {
    assertThat(count(RunningApi.shared(), issuer.token(issuer.claims())).status()).isEqualTo(403);
  }

  @Test
  void startsWithNoHalfSetting() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("towncrier.oidc.issuer", issuer.url()),
            Map.of("towncrier.oidc.audience", "towncrier"),
            Map.of(
                "towncrier.oidc.issuer",
                "http://issuer.example",
                "towncrier.oidc.audience",
                "towncrier"),
            Map.of(
                "towncrier.oidc.issuer",
                "https://olga:secret@issuer.example",
                "towncrier.oidc.audience",
                "towncrier"))) {
      assertThatThrownBy(() -> RunningApi.shared().another(wrong).close())
          .rootCause()
          .hasMessageContaining("towncrier.oidc.")
          .hasMessageNotContaining("secret");
    }
  }

  private static void assertInvalid(String token) {
    Answer answer = count(api, token);
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain(token.split("\\.", -1)[1]).doesNotContain("olga");
  }

  private static Map<String, String> settings(Issuer issuer, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("towncrier.oidc.issuer", issuer.url());
    settings.put("towncrier.oidc.audience", Issuer.AUDIENCE);
    return settings;
  }

  private static Answer get(String token, String at) {
    return api.callAs(token, "GET", at, null);
  }

  private static Answer count(RunningApi on, String token) {
    return on.callAs(token, "POST", path + "/audience-count", COUNT);
  }
}
