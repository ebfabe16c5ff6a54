package dev.towncrier.api.vapidkeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.Json;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.vapid.keyformat.KeyFormat;
import dev.towncrier.store.Application;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class VapidKeysIT {
  private final RunningApi api = RunningApi.shared();
  private final P256KeyPair pair = P256.bouncyCastle().generateKeyPair();
  private final String scalar =
      Base64.getUrlEncoder().withoutPadding().encodeToString(pair.privateKey().encoded());
  private Application application;
  private String path;

  @BeforeEach
  void anApplication() {
    application = api.newApplication();
    path = "/v1/applications/" + application.id() + "/vapid-keys";
  }

  @Test
  void makesASpareKeyBesideTheCurrentOne() {
    Answer made = post("", null);

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().propertyNames())
        .containsExactly("id", "publicKey", "createdAt", "current", "state", "subscriptions");
    JsonNode keys = keys();
    assertThat(keys).hasSize(2);
    assertThat(keys.get(0).get("publicKey").stringValue())
        .isEqualTo(application.applicationServerKey());
    assertThat(keys.get(0).get("current").booleanValue()).isTrue();
    assertThat(keys.get(1)).isEqualTo(made.json());
    assertThat(keys.get(1).get("state").stringValue()).isEqualTo("spare");
    assertThat(configKey()).isEqualTo(application.applicationServerKey());
  }

  @Test
  void rotatesToANewKeyOrToTheNamedOne() {
    Answer rotated = post("/rotate", null);

    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.json().get("state").stringValue()).isEqualTo("current");
    assertThat(configKey()).isEqualTo(rotated.json().get("publicKey").stringValue());
    assertThat(state(old())).isEqualTo("former");

    Answer back = post("/rotate", "{\"id\": \"" + old() + "\"}");
    assertThat(back.json().get("current").booleanValue()).isTrue();
    assertThat(configKey()).isEqualTo(application.applicationServerKey());
    assertThat(keys()).hasSize(2);
  }

  @Test
  void movesASubscriptionToTheNewKeyWhenItsBrowserComesBackUntilTheOldOneCanRetire() {
    Browser browser = Browser.fresh();
    Answer created = subscribe(browser.body().toString());
    post("/rotate", null);
    assertThat(subscriptions(old())).isOne();
    Answer tooEarly = post("/" + old() + "/retire", null);
    assertThat(tooEarly.status()).isEqualTo(409);
    assertThat(tooEarly.json().get("type").stringValue())
        .isEqualTo("urn:towncrier:problem:key-in-use");
    assertThat(tooEarly.json().get("detail").stringValue()).contains("is 1;");

    // As the browser library does: the config has another key than the browser's subscription.
    String newKey = configKey();
    Answer replaced =
        api.callAs(
            created.json().get("token").stringValue(),
            "PUT",
            subscriptionsPath() + "/" + created.json().get("id").stringValue(),
            Browser.fresh().bodyWith("applicationServerKey", "\"" + newKey + "\""));

    assertThat(replaced.status()).isEqualTo(200);
    assertThat(subscriptions(old())).isZero();
    assertThat(keys().get(0).get("subscriptions").longValue()).isOne();
    Answer retired = post("/" + old() + "/retire", null);
    assertThat(retired.status()).isEqualTo(200);
    assertThat(retired.json().get("state").stringValue()).isEqualTo("retired");
    assertThat(retired.json().get("retiredAt").stringValue()).matches("\\d{4}-.*Z");
    Answer late = subscribe(Browser.fresh().bodyWith("applicationServerKey", oldKey()));
    assertThat(late.status()).isEqualTo(422);
    assertThat(late.json().get("member").stringValue()).isEqualTo("applicationServerKey");
    assertThat(subscribe(Browser.fresh().body().toString()).status()).isEqualTo(201);
  }

  @Test
  void takesSubscriptionsWithAFormerKeyUntilItRetires() {
    post("/rotate", null);

    assertThat(subscribe(Browser.fresh().bodyWith("applicationServerKey", oldKey())).status())
        .isEqualTo(201);
    assertThat(subscriptions(old())).isOne();
  }

  @Test
  void removesSubscriptionsWithTheirKeyOnDemand() {
    Answer created = subscribe(Browser.fresh().body().toString());
    post("/rotate", null);

    Answer retiring = post("/" + old() + "/retire", "{\"subscriptions\": \"remove\"}");

    assertThat(retiring.status()).isEqualTo(200);
    assertThat(retiring.json().get("state").stringValue()).isEqualTo("retiring");
    assertThat(retiring.json().get("subscriptions").longValue()).isZero();
    assertThat(
            api.callAs(
                    created.json().get("token").stringValue(),
                    "GET",
                    subscriptionsPath() + "/" + created.json().get("id").stringValue(),
                    null)
                .status())
        .isEqualTo(404);
    assertThat(subscribe(Browser.fresh().bodyWith("applicationServerKey", oldKey())).status())
        .isEqualTo(422);
    assertThat(post("/rotate", "{\"id\": \"" + old() + "\"}").status()).isEqualTo(422);
  }

  @Test
  void retiresNeitherTheCurrentKeyNorAnothersNorOneThatIsNot() {
    Answer current = post("/" + old() + "/retire", "{\"subscriptions\": \"remove\"}");

    assertThat(current.status()).isEqualTo(409);
    assertThat(current.json().get("detail").stringValue()).contains("the current one");
    for (String id :
        new String[] {
          "1",
          "01980000-0000-7000-8000-000000000001",
          api.newApplication().currentKeyId().toString()
        }) {
      assertThat(post("/" + id + "/retire", null).status()).isEqualTo(404);
      Answer rotate = post("/rotate", "{\"id\": \"" + id + "\"}");
      assertThat(rotate.status()).isEqualTo(422);
      assertThat(rotate.json().get("member").stringValue()).isEqualTo("id");
    }
    assertThat(post("/" + old() + "/retire", "{\"subscriptions\": \"keep\"}").status())
        .isEqualTo(400);
    assertThat(configKey()).isEqualTo(application.applicationServerKey());
  }

  @Test
  void importsAKeyInEveryFormAndKnowsItAgain() {
    String jwk = KeyFormat.JWK.write(pair);
    String publicKey = pair.publicKey().base64Url();
    List<String> forms =
        List.of(
            jwk,
            KeyFormat.RAW.write(pair),
            "{\"privateKey\": \"" + scalar + "\"}",
            "{\"privateKey\": " + jwk + ", \"publicKey\": \"" + publicKey + "\"}",
            "{\"privateKey\": " + jwk + ", \"other\": {\"nested\": [1]}}");

    Answer imported = post("/import", forms.getFirst());

    assertThat(imported.status()).isEqualTo(201);
    assertThat(imported.json().get("publicKey").stringValue()).isEqualTo(publicKey);
    assertThat(imported.json().get("state").stringValue()).isEqualTo("spare");
    for (String form : forms) {
      Answer again = post("/import", form);
      assertThat(again.status()).as(form).isEqualTo(200);
      assertThat(again.json()).isEqualTo(imported.json());
    }
    assertThat(
            subscribe(Browser.fresh().bodyWith("applicationServerKey", "\"" + publicKey + "\""))
                .status())
        .isEqualTo(201);
    assertThat(configKey()).isEqualTo(application.applicationServerKey());
  }

  @Test
  void showsAPrivateKeyInNoAnswer() {
    ObjectNode mismatch = Json.MAPPER.createObjectNode();
    mismatch.put("privateKey", scalar);
    mismatch.put("publicKey", application.applicationServerKey());
    ObjectNode nested = (ObjectNode) Json.MAPPER.readTree(KeyFormat.JWK.write(pair));
    nested.put("crv", "P-384");
    Stream<Answer> answers =
        Stream.of(
            post("/import", mismatch.toString()),
            post("/import", nested.toString()),
            post("/import", "{\"privateKey\": " + scalar + "}"),
            post("/import", scalar),
            post("/import", "[\"" + scalar + "\"]"),
            post("/import", "{\"privateKey\": [\"" + scalar + "\"]}"),
            post("/import", "{\"privateKey\": \"" + scalar + "AAAA\"}"),
            post("/import", "{\"publicKey\": \"" + scalar + "\"}"),
            post("/import", KeyFormat.RAW.write(pair)),
            post("/rotate", null),
            api.callAs(RunningApi.ADMIN_KEY, "GET", path, null));

    String hex = HexFormat.of().formatHex(pair.privateKey().encoded());
    assertThat(answers.map(Answer::body))
        .allSatisfy(
            body -> assertThat(body).doesNotContain(scalar).doesNotContainIgnoringCase(hex));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                             | 400 | privateKey",
        "{\"privateKey\": 1}                                            | 400 | privateKey",
        "{\"privateKey\": \"\"}                                         | 400 | privateKey",
        "{\"privateKey\": \"AAAA\"}                                     | 422 | privateKey",
        "{\"privateKey\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"} | 422 | privateKey",
        "{\"kty\": \"EC\", \"crv\": \"P-256\"}                          | 422 | privateKey",
        "{\"kty\": \"RSA\"}                                             | 422 | privateKey",
      })
  void refusesWhatIsNoPrivateKey(String body, int status, String member) {
    Answer answer = post("/import", body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("member").stringValue()).isEqualTo(member);
    assertThat(keys()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON", "[]", "{\"id\": 1}"})
  void refusesToRotateToWhatIsNoId(String body) {
    assertThat(post("/rotate", body).status()).isEqualTo(400);
    assertThat(keys()).hasSize(1);
  }

  private Answer post(String below, String body) {
    return api.callAs(RunningApi.ADMIN_KEY, "POST", path + below, body);
  }

  private Answer subscribe(String body) {
    return api.call("POST", subscriptionsPath(), body, Map.of());
  }

  private String subscriptionsPath() {
    return "/v1/applications/" + application.id() + "/subscriptions";
  }

  private JsonNode keys() {
    return api.callAs(RunningApi.ADMIN_KEY, "GET", path, null).json().get("vapidKeys");
  }

  private JsonNode key(String id) {
    return keys()
        .valueStream()
        .filter(key -> key.get("id").stringValue().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private String state(String id) {
    return key(id).get("state").stringValue();
  }

  private long subscriptions(String id) {
    return key(id).get("subscriptions").longValue();
  }

  private String old() {
    return application.currentKeyId().toString();
  }

  private String oldKey() {
    return "\"" + application.applicationServerKey() + "\"";
  }

  private String configKey() {
    return api.get("/v1/applications/" + application.id() + "/config")
        .json()
        .get("applicationServerKey")
        .stringValue();
  }
}
