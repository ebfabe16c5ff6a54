package dev.towncrier.api.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Place;
import dev.towncrier.crypto.sealing.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SessionIT {
  private static final String SESSION = "/console/session";
  private static final String AUDIENCE = "{\"audience\": {\"all\": true}}";

  private final RunningApi api = RunningApi.shared();
  private String application;
  private String path;
  private JsonNode key;

  @BeforeEach
  void anApplicationWithAKey() {
    application = api.newApplication("https://shop.example").id();
    path = "/v1/applications/" + application;
    key = key("\"scopes\": [\"publish\", \"read\"]");
  }

  // Signing in.

  @Test
  void answersASignInWithWhatItOpensAndACookie() {
    Answer answer = signIn(text(key));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("applications"))
        .hasToString(
            "[{\"id\":\"%s\",\"name\":\"Application of a test\",\"scopes\":[\"publish\",\"read\"]}]"
                .formatted(application));
    assertThat(answer.json().get("csrf").stringValue()).hasSize(43);
    assertThat(Instant.parse(answer.json().get("expiresAt").stringValue()))
        .isBetween(
            Instant.now().plus(Duration.ofHours(7)), Instant.now().plus(Duration.ofHours(9)));
    assertThat(answer.header("Set-Cookie"))
        .matches("towncrier-session=[\\w-]+; Path=/; Max-Age=28(800|799); .+")
        .contains("; HttpOnly", "; SameSite=Strict")
        .doesNotContain("Secure", text(key));
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Security-Policy")).doesNotContain("unsafe-inline");
  }

  @Test
  void opensEveryApplicationToTheAdminKey() {
    Answer answer = signIn(RunningApi.ADMIN_KEY);

    assertThat(answer.json().get("applications").findValuesAsString("id")).contains(application);
    assertThat(answer.json().at("/applications/0/scopes"))
        .hasToString("[\"publish\",\"read\",\"manage\"]");
  }

  @Test
  void endsWithTheKeyIfThatExpiresEarlier() {
    Instant end = Instant.now().plus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS);
    Answer answer = signIn(text(key("\"scopes\": [\"read\"], \"expiresAt\": \"" + end + "\"")));

    assertThat(Instant.parse(answer.json().get("expiresAt").stringValue())).isEqualTo(end);
    assertThat(answer.header("Set-Cookie")).matches(".*; Max-Age=(600|5\\d\\d);.*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"key\": \"wrong\"} | 403",
        "{\"key\": \"e30.e30.e30\"} | 403",
        "{\"key\": \"\"} | 400",
        "{\"key\": 1} | 400",
        "{} | 400",
        "[\"a-secret\"] | 400"
      })
  void refusesWhatIsNoKey(String body, int status) {
    Answer answer = api.call("POST", SESSION, body, Map.of());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.body()).doesNotContain("wrong").doesNotContain("a-secret");
  }

  @Test
  void refusesAKeyThatIsTooLongForACookieWithoutQuotingIt() {
    Answer answer = signIn("x".repeat(2_601));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").stringValue()).contains("2600").doesNotContain("xx");
  }

  @Test
  void takesNoFormSoThatNoPageOfAnotherSiteCanSignItsVisitorIn() {
    Answer answer =
        api.call("POST", SESSION, "key=" + text(key), Map.of("Content-Type", "text/plain"));

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void holdsSignInsToTheLimitOfAnAddress() {
    try (RunningApi limited = api.another(Map.of("towncrier.rate-limit", "2"))) {
      String wrong = "{\"key\": \"wrong\"}";
      assertThat(limited.call("POST", SESSION, wrong, Map.of()).status()).isEqualTo(403);
      assertThat(limited.call("POST", SESSION, wrong, Map.of()).status()).isEqualTo(403);
      Answer answer = limited.call("POST", SESSION, wrong, Map.of());
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
  }

  // The session itself.

  @Test
  void isFoundByItsCookieInEveryProcess() {
    Answer signedIn = signIn(text(key));
    try (RunningApi other = api.another(Map.of())) {
      Answer found = other.call("GET", SESSION, null, Map.of("Cookie", cookie(signedIn)));

      assertThat(found.status()).isEqualTo(200);
      assertThat(found.json()).isEqualTo(signedIn.json());
      assertThat(found.header("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void isOverOnceTheVisitorHasSignedOut() {
    Answer signedIn = signIn(text(key));

    Answer signedOut = api.call("DELETE", SESSION, null, headers(signedIn));

    assertThat(signedOut.status()).isEqualTo(204);
    assertThat(signedOut.header("Set-Cookie"))
        .startsWith("towncrier-session=; Path=/; Max-Age=0;")
        .contains("; HttpOnly", "; SameSite=Strict");
    assertThat(api.call("DELETE", SESSION, null, Map.of()).status()).isEqualTo(204);
    assertThat(api.call("DELETE", SESSION, null, Map.of("Cookie", cookie(signedIn))).status())
        .isEqualTo(403); // without the CSRF token
  }

  @Test
  void isOverOnceItsKeyIsRevoked() {
    Answer signedIn = signIn(text(key));

    api.callAs(
        RunningApi.ADMIN_KEY, "DELETE", path + "/api-keys/" + key.get("id").stringValue(), null);

    assertThat(api.call("GET", SESSION, null, headers(signedIn)).status()).isEqualTo(401);
    assertThat(api.call("GET", path, null, headers(signedIn)).status()).isEqualTo(401);
  }

  @Test
  void isNothingWithoutAValidCookie() {
    String valid = cookie(signIn(text(key)));
    String changed = valid.substring(0, valid.length() - 3) + "AAA";
    String another = sealed(RunningApi.KEY, new Place("vapid_key", "private key", "1"), later());
    String ofAnotherInstallation = sealed(KeyEncryptionKey.random(), PLACE, later());
    String expired = sealed(RunningApi.KEY, PLACE, Instant.now().minusSeconds(1));

    assertThat(get(sealed(RunningApi.KEY, PLACE, later())).status()).isEqualTo(200);
    for (String cookie :
        List.of(
            "a=b",
            "towncrier-session=",
            "towncrier-session=x",
            "towncrier-session=" + text(key),
            changed,
            another,
            ofAnotherInstallation,
            expired)) {
      Answer answer = get(cookie);
      assertThat(answer.status()).as(cookie).isEqualTo(401);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(api.call("GET", path, null, Map.of("Cookie", cookie)).status()).isEqualTo(401);
    }
    assertThat(api.get(SESSION).status()).isEqualTo(401);
  }

  // In the place of a key.

  @Test
  void opensWhatItsKeyOpensAndNoMore() {
    Map<String, String> headers = headers(signIn(text(key)));

    assertThat(api.call("GET", path, null, headers).status()).isEqualTo(200);
    assertThat(api.call("POST", path + "/audience-count", AUDIENCE, headers).status())
        .isEqualTo(200);
    assertThat(api.call("POST", path + "/vapid-keys", null, headers).status()).isEqualTo(403);
    String other = "/v1/applications/" + api.newApplication().id();
    assertThat(api.call("GET", other, null, headers).status()).isEqualTo(404);
    assertThat(api.call("GET", path + "/stream", null, headers).status()).isEqualTo(200);
  }

  @Test
  void opensNothingThatTakesNoKey() {
    Map<String, String> headers = headers(signIn(RunningApi.ADMIN_KEY));
    String subscription = path + "/subscriptions/01980000-0000-7000-8000-000000000001";

    assertThat(api.call("DELETE", subscription, null, headers).status()).isEqualTo(401);
  }

  @Test
  void countsOnlyWithoutAnAuthorization() {
    Map<String, String> headers = new HashMap<>(headers(signIn(text(key))));
    headers.put("Authorization", "Bearer wrong");
    assertThat(api.call("GET", path, null, headers).status()).isEqualTo(403);
    headers.put("Authorization", "Basic YTpi");
    assertThat(api.call("GET", path, null, headers).status()).isEqualTo(401);
  }

  @Test
  void takesTheCsrfTokenForWhateverIsNoGet() {
    Answer signedIn = signIn(text(key));
    String count = path + "/audience-count";
    Map<String, String> without = Map.of("Cookie", cookie(signedIn));

    assertThat(api.call("GET", path, null, without).status()).isEqualTo(200);
    assertThat(api.call("HEAD", path, null, without).status()).isEqualTo(200);
    assertThat(api.call("POST", count, AUDIENCE, without).status()).isEqualTo(403);
    String ofAnother = signIn(text(key)).json().get("csrf").stringValue();
    for (String wrong : List.of("", "x", ofAnother)) {
      Map<String, String> headers = new HashMap<>(without);
      headers.put("X-CSRF-Token", wrong);
      Answer answer = api.call("POST", count, AUDIENCE, headers);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().get("type").stringValue()).endsWith(":forbidden");
    }
    assertThat(api.call("POST", count, AUDIENCE, headers(signedIn)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://shop.example", // which the application allows its visitors' pages
    "Origin, https://evil.example",
    "Origin, null",
    "Origin, http://127.0.0.1:1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, nonsense"
  })
  void takesNothingFromPagesOfAnotherOrigin(String name, String value) {
    Answer signedIn = signIn(text(key));
    Map<String, String> headers = new HashMap<>(headers(signedIn));
    headers.put(name, value);

    for (Answer answer :
        List.of(
            api.call("GET", path, null, headers),
            api.call("POST", path + "/audience-count", AUDIENCE, headers),
            api.call("GET", SESSION, null, headers),
            api.call("DELETE", SESSION, null, headers),
            api.call("POST", SESSION, body(text(key)), Map.of(name, value)))) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(403);
      assertThat(answer.json().get("type").stringValue()).endsWith(":foreign-origin");
      assertThat(answer.header("Set-Cookie")).isEmpty();
      assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void takesWhatItsOwnPagesSend(String site) {
    Map<String, String> headers = new HashMap<>(headers(signIn(text(key))));
    headers.put("Origin", "http://127.0.0.1:" + api.port());
    headers.put("Sec-Fetch-Site", site);

    assertThat(api.call("POST", path + "/audience-count", AUDIENCE, headers).status())
        .isEqualTo(200);
    assertThat(api.call("GET", path, null, headers).status()).isEqualTo(200);
    assertThat(api.call("GET", SESSION, null, headers).status()).isEqualTo(200);
  }

  private static final Place PLACE = new Place("cookie", "session", "console");

  private String sealed(KeyEncryptionKey under, Place place, Instant expiresAt) {
    String json =
        "{\"credential\": \"%s\", \"csrfToken\": \"t\", \"expiresAt\": \"%s\"}"
            .formatted(text(key), expiresAt);
    byte[] sealed =
        new Sealer(KeyEncryptionKeys.of(under)).seal(json.getBytes(UTF_8), place).encoded();
    return "towncrier-session=" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  private static Instant later() {
    return Instant.now().plusSeconds(600);
  }

  private Answer get(String cookie) {
    return api.call("GET", SESSION, null, Map.of("Cookie", cookie));
  }

  private Answer signIn(String with) {
    return api.call("POST", SESSION, body(with), Map.of());
  }

  private static String body(String key) {
    return "{\"key\": \"" + key + "\"}";
  }

  /** What a page of its own sends with whatever it asks. */
  private static Map<String, String> headers(Answer signedIn) {
    return Map.of(
        "Cookie", cookie(signedIn), "X-CSRF-Token", signedIn.json().get("csrf").stringValue());
  }

  private static String cookie(Answer signedIn) {
    return signedIn.header("Set-Cookie").replaceAll(";.*", "");
  }

  private JsonNode key(String members) {
    return api.callAs(
            RunningApi.ADMIN_KEY,
            "POST",
            path + "/api-keys",
            "{\"name\": \"of a test\", " + members + "}")
        .json();
  }

  private static String text(JsonNode key) {
    return key.get("key").stringValue();
  }
}
