package dev.towncrier.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.store.Application;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SubscribingIT {
  private final RunningApi api = RunningApi.shared();
  private Application application;
  private String path;

  @BeforeEach
  void anApplication() {
    application = api.newApplication();
    path = "/v1/applications/" + application.id() + "/subscriptions";
  }

  @Test
  void tellsAPageWhatItNeedsToSubscribe() {
    Answer answer = api.get("/v1/applications/" + application.id() + "/config");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().toString())
        .isEqualTo(
            "{\"applicationServerKey\":\""
                + application.applicationServerKey()
                + "\",\"topics\":[{\"id\":\"news\",\"name\":\"News\"},"
                + "{\"id\":\"sport\",\"name\":\"Sport\"}]}");
  }

  @Test
  void storesANewBrowserAndSaysWhereItIs() {
    Answer answer = post(Browser.fresh().bodyWith("topics", "[\"news\"]"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(path + "/" + id(answer));
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.json().propertyNames()).containsExactly("id", "token", "topics");
    assertThat(answer.json().get("topics").toString()).isEqualTo("[\"news\"]");
  }

  @Test
  void findsAKnownEndpointAndEndsItsOldToken() {
    Browser browser = Browser.fresh();
    Answer first = post(browser.bodyWith("topics", "[\"news\"]"));

    Answer second = post(browser.body().toString());

    assertThat(second.status()).isEqualTo(200);
    assertThat(id(second)).isEqualTo(id(first));
    assertThat(second.json().get("topics").toString()).isEqualTo("[\"news\"]");
    assertThat(call(first, "GET", null).status()).isEqualTo(403);
    assertThat(call(second, "GET", null).status()).isEqualTo(200);
  }

  @Test
  void clearsTopicsOnlyWhenAskedTo() {
    Browser browser = Browser.fresh();
    post(browser.bodyWith("topics", "[\"news\", \"sport\"]"));

    Answer cleared = post(browser.bodyWith("topics", "[]"));

    assertThat(cleared.json().get("topics")).isEmpty();
  }

  @Test
  void keepsAKnownEndpointFromAStrangerWithAnotherSecret() {
    Browser browser = Browser.fresh();
    Answer first = post(browser.body().toString());

    Answer stranger = post(browser.withAuth(Browser.fresh().auth()).body().toString());

    assertThat(stranger.status()).isEqualTo(409);
    assertThat(stranger.json().get("member").stringValue()).isEqualTo("subscription.endpoint");
    assertThat(call(first, "GET", null).status()).isEqualTo(200);
  }

  @Test
  void takesKeysWithPadding() {
    Browser browser = Browser.fresh();
    String padded =
        Base64.getUrlEncoder().encodeToString(Base64.getUrlDecoder().decode(browser.auth()));

    assertThat(padded).endsWith("==");
    assertThat(post(browser.withAuth(padded).body().toString()).status()).isEqualTo(201);
    assertThat(post(browser.body().toString()).status()).isEqualTo(200);
  }

  @Test
  void takesTheKeyThatTheSubscriptionWasMadeWith() {
    String own = "\"" + application.applicationServerKey() + "\"";
    String foreign = "\"" + P256.bouncyCastle().generateKeyPair().publicKey().base64Url() + "\"";

    assertThat(post(Browser.fresh().bodyWith("applicationServerKey", own)).status()).isEqualTo(201);
    Answer refused = post(Browser.fresh().bodyWith("applicationServerKey", foreign));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("member").stringValue()).isEqualTo("applicationServerKey");
  }

  @Test
  void takesAnAllowedOriginOverPlainHttp() {
    Browser browser = Browser.fresh().at("http://127.0.0.1:8443/push/" + Browser.fresh().auth());

    assertThat(post(browser.body().toString()).status()).isEqualTo(201);
  }

  @Test
  void showsAVisitorWhatTheySaidAndNoSecret() {
    Answer created =
        post(
            Browser.fresh()
                .bodyWith(
                    "tags", "{\"plan\": \"pro\", \"age\": 41, \"vip\": true, \"none\": null}"));

    JsonNode shown = call(created, "GET", null).json();

    assertThat(shown.propertyNames()).containsExactly("id", "topics", "tags", "createdAt");
    assertThat(shown.get("tags").size()).isEqualTo(3);
    assertThat(shown.get("tags").get("plan").stringValue()).isEqualTo("pro");
    assertThat(shown.get("tags").get("age").intValue()).isEqualTo(41);
    assertThat(shown.get("tags").get("vip").booleanValue()).isTrue();
    assertThat(shown.get("createdAt").stringValue()).matches("\\d{4}-.*Z");
  }

  @Test
  void changesOnlyWhatIsNamed() {
    Answer created = post(Browser.fresh().bodyWith("topics", "[\"news\"]"));

    Answer changed =
        call(created, "PATCH", "{\"locale\": \"en-GB\", \"timeZone\": \"Europe/London\"}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("topics").toString()).isEqualTo("[\"news\"]");
    assertThat(changed.json().get("locale").stringValue()).isEqualTo("en-GB");
    assertThat(changed.json().get("timeZone").stringValue()).isEqualTo("Europe/London");
    assertThat(call(created, "PATCH", "{\"topics\": [\"sport\"]}").json().get("topics").toString())
        .isEqualTo("[\"sport\"]");
  }

  @Test
  void replacesTheBrowsersSubscriptionAndKeepsIdTokenAndTopics() {
    Answer created = post(Browser.fresh().bodyWith("topics", "[\"news\"]"));
    Browser replacement = Browser.fresh();

    Answer replaced = call(created, "PUT", replacement.body().toString());

    assertThat(replaced.status()).isEqualTo(200);
    assertThat(id(replaced)).isEqualTo(id(created));
    assertThat(replaced.json().get("topics").toString()).isEqualTo("[\"news\"]");
    assertThat(call(created, "GET", null).status()).isEqualTo(200);
    assertThat(id(post(replacement.body().toString()))).isEqualTo(id(created));
  }

  @Test
  void replacesByNoEndpointOfAnotherBrowser() {
    Browser other = Browser.fresh();
    post(other.body().toString());
    Answer created = post(Browser.fresh().body().toString());

    Answer refused = call(created, "PUT", other.withAuth(Browser.fresh().auth()).body().toString());

    assertThat(refused.status()).isEqualTo(409);
  }

  @Test
  void forgetsASubscriptionThatItsVisitorEnds() {
    Answer created = post(Browser.fresh().body().toString());

    Answer ended = call(created, "DELETE", null);

    assertThat(ended.status()).isEqualTo(204);
    assertThat(ended.body()).isEmpty();
    for (String method : new String[] {"GET", "DELETE"}) {
      assertThat(call(created, method, null).status()).isEqualTo(404);
    }
    assertThat(call(created, "PATCH", "{}").status()).isEqualTo(404);
    assertThat(call(created, "PUT", Browser.fresh().body().toString()).status()).isEqualTo(404);
  }

  @Test
  void wantsTheSubscriptionsOwnToken() {
    Answer created = post(Browser.fresh().body().toString());
    String itself = path + "/" + id(created);

    Answer missing = api.get(itself);

    assertThat(missing.status()).isEqualTo(401);
    assertThat(missing.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(api.call("GET", itself, null, Map.of("Authorization", "Basic YTpi")).status())
        .isEqualTo(401);
    assertThat(
            api.callAs(token(post(Browser.fresh().body().toString())), "GET", itself, null)
                .status())
        .isEqualTo(403);
    assertThat(api.callAs("no token of ours", "DELETE", itself, null).status()).isEqualTo(403);
  }

  @Test
  void knowsASubscriptionInItsOwnApplicationOnly() {
    Answer created = post(Browser.fresh().body().toString());
    String elsewhere =
        "/v1/applications/" + api.newApplication().id() + "/subscriptions/" + id(created);

    assertThat(api.callAs(token(created), "GET", elsewhere, null).status()).isEqualTo(404);
    assertThat(api.callAs(token(created), "GET", path + "/not-an-id", null).status())
        .isEqualTo(404);
    assertThat(api.get("/v1/applications/nobody/config").status()).isEqualTo(404);
    assertThat(api.get("/v1/applications/No%20Body/config").status()).isEqualTo(404);
  }

  private Answer post(String body) {
    return api.call("POST", path, body, Map.of());
  }

  private Answer call(Answer created, String method, String body) {
    return api.callAs(token(created), method, path + "/" + id(created), body);
  }

  private static String id(Answer answer) {
    return answer.json().get("id").stringValue();
  }

  private static String token(Answer answer) {
    return answer.json().get("token").stringValue();
  }
}
