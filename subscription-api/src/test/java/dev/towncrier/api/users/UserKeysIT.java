package dev.towncrier.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.api.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class UserKeysIT {
  private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"; // RFC 8037
  private static final String SECRET = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T"; // 33 bytes

  private final RunningApi api = RunningApi.shared();
  private String path;

  @BeforeEach
  void anApplication() {
    path = "/v1/applications/" + api.newApplication().id() + "/user-keys";
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "EdDSA"})
  void showsAPublicKeyAsItWasGiven(String alg) {
    ObjectNode jwk = Site.signingBy(alg).jwk().put("kid", "shop-1");

    Answer added = add(jwk.toString());

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.json().get("alg").stringValue()).isEqualTo(alg);
    jwk.propertyNames()
        .forEach(name -> assertThat(added.json().get(name)).as(name).isEqualTo(jwk.get(name)));
    assertThat(listed()).isEqualTo(added.json());
  }

  @Test
  void neverShowsASecret() {
    Answer added = add("{\"kty\": \"oct\", \"k\": \"" + SECRET + "\"}");

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.json().propertyNames()).containsExactly("id", "kty", "alg", "createdAt");
    assertThat(listed()).isEqualTo(added.json());
    assertThat(
            api.number(
                "select count(*) from user_key where encode(sealed_secret, 'base64') is not null"
                    + " and position(decode('"
                    + "032335" // how the secret begins
                    + "', 'hex') in sealed_secret) > 0"))
        .isZero();
  }

  @Test
  void removesAKey() {
    String own =
        path
            + "/"
            + add("{\"kty\": \"oct\", \"k\": \"" + SECRET + "\"}").json().get("id").stringValue();

    assertThat(call("DELETE", own, null).status()).isEqualTo(204);

    assertThat(call("GET", path, null).json().get("userKeys")).isEmpty();
    assertThat(call("DELETE", own, null).status()).isEqualTo(404);
    assertThat(call("DELETE", path + "/1", null).status()).isEqualTo(404);
  }

  @Test
  void takesSixteenAndNoMore() {
    for (int i = 0; i < 16; i++) {
      assertThat(add("{\"kty\": \"oct\", \"k\": \"" + SECRET + "\"}").status()).isEqualTo(201);
    }

    Answer refused = add("{\"kty\": \"oct\", \"k\": \"" + SECRET + "\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").stringValue()).contains("16 user keys");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                | 400 | kty",
        "{'kty': 'RSA', 'n': 'AQAB', 'e': 'AQAB'}                          | 422 | kty",
        "{'kty': 'ec'}                                                     | 422 | kty",
        "{'kty': 'OKP', 'x': '" + X + "'}                                  | 400 | crv",
        "{'kty': 'OKP', 'crv': 'X25519', 'x': '" + X + "'}                 | 422 | crv",
        "{'kty': 'OKP', 'crv': 'Ed448', 'x': '" + X + "'}                  | 422 | crv",
        "{'kty': 'OKP', 'crv': 'Ed25519'}                                  | 400 | x",
        "{'kty': 'OKP', 'crv': 'Ed25519', 'x': 'AAAA'}                     | 422 | x",
        "{'kty': 'OKP', 'crv': 'Ed25519', 'x': '*'}                        | 422 | x",
        "{'kty': 'OKP', 'crv': 'Ed25519', 'x': '" + X + "', 'd': 'AAAA'}   | 422 | d",
        "{'kty': 'OKP', 'crv': 'Ed25519', 'x': '" + X + "', 'alg': 'ES256'} | 422 | alg",
        "{'kty': 'OKP', 'crv': 'Ed25519', 'x': '" + X + "', 'use': 'enc'}  | 422 | use",
        "{'kty': 'OKP', 'crv': 'Ed25519', 'x': '" + X + "', 'key_ops': ['sign']} | 422 | key_ops",
        "{'kty': 'OKP', 'crv': 'Ed25519', 'x': '" + X + "', 'kid': ''}     | 400 | kid",
        "{'kty': 'EC', 'crv': 'P-384', 'x': '" + X + "', 'y': '" + X + "'} | 422 | crv",
        "{'kty': 'EC', 'crv': 'P-256', 'x': '" + X + "', 'y': '" + X + "'} | 422 | x",
        "{'kty': 'EC', 'crv': 'P-256', 'x': '" + X + "'}                   | 400 | y",
        "{'kty': 'EC', 'crv': 'P-256', 'd': '" + X + "'}                   | 422 | d",
        "{'kty': 'oct'}                                                    | 400 | k",
        "{'kty': 'oct', 'k': 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLg'} | 422 | k", // 31 bytes
        "{'kty': 'oct', 'k': '" + SECRET + "', 'alg': 'HS512'}             | 422 | alg",
      })
  void refusesWhatIsNoKey(String jwk, int status, String member) {
    Answer answer = add(jwk.replace('\'', '"'));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("member").stringValue()).isEqualTo(member);
    assertThat(answer.body()).doesNotContain(SECRET).doesNotContain("EstJQLg");
    assertThat(call("GET", path, null).json().get("userKeys")).isEmpty();
  }

  private JsonNode listed() {
    return call("GET", path, null).json().get("userKeys").get(0);
  }

  private Answer add(String jwk) {
    return call("POST", path, jwk);
  }

  private Answer call(String method, String at, String body) {
    return api.callAs(RunningApi.ADMIN_KEY, method, at, body);
  }
}
