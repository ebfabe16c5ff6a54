package dev.towncrier.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.api.Site;
import dev.towncrier.contract.Json;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Whom a site says that a visitor is, over real HTTP. */
class UserTokensIT {
  private final RunningApi api = RunningApi.shared();
  private String application;
  private String path;

  @BeforeEach
  void anApplication() {
    application = api.newApplication().id();
    path = "/v1/applications/" + application;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "EdDSA", "HS256"})
  void tiesASubscriptionToTheUserOfAToken(String alg) {
    Site site = siteOfTheApplication(alg);

    Answer created = subscribe(Browser.fresh(), site.token(application, "ann"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(subscriptionsOf("ann")).isOne();
    assertThat(created.json().propertyNames()).containsExactly("id", "token", "topics");
  }

  @Test
  void keepsTheTieUntilItIsReplacedOrCut() {
    Site site = siteOfTheApplication("ES256");
    Browser browser = Browser.fresh();
    subscribe(browser, site.token(application, "ann"));

    api.call("POST", path + "/subscriptions", browser.body().toString(), Map.of());
    assertThat(subscriptionsOf("ann")).isOne();
    Answer known = subscribe(browser, site.token(application, "ben"));
    assertThat(known.status()).isEqualTo(200);
    assertThat(subscriptionsOf("ann")).isZero();
    assertThat(subscriptionsOf("ben")).isOne();

    assertThat(call(known, "DELETE", "/user", null).status()).isEqualTo(204);
    assertThat(subscriptionsOf("ben")).isZero();
    assertThat(call(known, "DELETE", "/user", null).status()).isEqualTo(204);
    assertThat(call(known, "GET", "", null).status()).isEqualTo(200);
  }

  @Test
  void tiesAnExistingSubscription() {
    Site site = siteOfTheApplication("EdDSA");
    Answer created = subscribe(Browser.fresh(), null);

    Answer tied = call(created, "PUT", "/user", userToken(site.token(application, "ann")));

    assertThat(tied.status()).isEqualTo(204);
    assertThat(subscriptionsOf("ann")).isOne();
    assertThat(call(created, "GET", "", null).body()).doesNotContain("ann");
  }

  @Test
  void tiesWhatABrowserReplaced() {
    Site site = siteOfTheApplication("EdDSA");
    Answer created = subscribe(Browser.fresh(), site.token(application, "ann"));

    call(created, "PUT", "", Browser.fresh().body().toString());
    assertThat(subscriptionsOf("ann")).isOne();
    String token = "\"" + site.token(application, "ben") + "\"";
    call(created, "PUT", "", Browser.fresh().bodyWith("userToken", token));
    assertThat(subscriptionsOf("ben")).isOne();
  }

  @Test
  void wantsTheSubscriptionsOwnTokenForItsTie() {
    Site site = siteOfTheApplication("HS256");
    Answer created = subscribe(Browser.fresh(), site.token(application, "ann"));
    Answer other = subscribe(Browser.fresh(), null);
    String user = path + "/subscriptions/" + id(created) + "/user";
    String body = userToken(site.token(application, "eve"));

    for (String method : new String[] {"PUT", "DELETE"}) {
      String sent = method.equals("PUT") ? body : null;
      assertThat(api.call(method, user, sent, Map.of()).status()).isEqualTo(401);
      assertThat(api.callAs(token(other), method, user, sent).status()).isEqualTo(403);
      String elsewhere = user.replace(application, api.newApplication().id());
      assertThat(api.callAs(token(created), method, elsewhere, sent).status())
          .isIn(404, 422); // no key of the other application verifies it
      assertThat(api.callAs(token(created), method, path + "/subscriptions/1/user", sent).status())
          .isEqualTo(404);
    }
    assertThat(subscriptionsOf("ann")).isOne();
  }

  @Test
  void letsAPageOfTheApplicationTieAndCut() {
    Site site = siteOfTheApplication("ES256");
    Answer created = subscribe(Browser.fresh(), null);

    Answer tied =
        api.call(
            "PUT",
            path + "/subscriptions/" + id(created) + "/user",
            userToken(site.token(application, "ann")),
            Map.of("Authorization", "Bearer " + token(created), "Origin", "https://shop.example"));

    assertThat(tied.status()).isEqualTo(204);
    assertThat(tied.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
  }

  @Test
  void picksTheKeyThatATokenNames() {
    Site one = Site.signingBy("EdDSA");
    Site two = Site.signingBy("EdDSA");
    addKey(one.jwk().put("kid", "one"));
    addKey(two.jwk().put("kid", "two"));
    ObjectNode claims = Site.claims(application, "ann");

    assertThat(tie(one.token(one.header().put("kid", "one"), claims)).status()).isEqualTo(204);
    assertThat(tie(two.token(claims)).status()).isEqualTo(204);
    assertThat(
            tie(one.token(one.header().put("kid", "two"), claims))
                .json()
                .get("detail")
                .stringValue())
        .contains("not signed with a user key");
    assertThat(
            tie(one.token(one.header().put("kid", "three"), claims))
                .json()
                .get("detail")
                .stringValue())
        .contains("kid");
  }

  @Test
  void verifiesWithNoKeyThatWasRemoved() {
    Site site = Site.signingBy("EdDSA");
    String key = addKey(site.jwk()).json().get("id").stringValue();
    addKey(Site.signingBy("EdDSA").jwk());
    String token = site.token(application, "ann");
    assertThat(tie(token).status()).isEqualTo(204);

    api.callAs(RunningApi.ADMIN_KEY, "DELETE", path + "/user-keys/" + key, null);

    assertThat(tie(token).status()).isEqualTo(422);
  }

  @Test
  void takesClocksThatAreAMinuteApartAndNoMore() {
    Site site = siteOfTheApplication("HS256");
    long now = System.currentTimeMillis() / 1_000;

    assertThat(tieBy(site, claims -> claims.put("exp", now - 30)).status()).isEqualTo(204);
    assertThat(tieBy(site, claims -> claims.put("nbf", now + 30)).status()).isEqualTo(204);
    assertThat(tieBy(site, claims -> claims.put("exp", now + 1e12)).status()).isEqualTo(204);
    assertThat(tieBy(site, claims -> claims.put("exp", now - 61)).status()).isEqualTo(422);
    assertThat(tieBy(site, claims -> claims.put("nbf", now + 90)).status()).isEqualTo(422);
  }

  @Test
  void takesSeveralAudiencesAndAUserOfAnyCharacters() {
    Site site = siteOfTheApplication("HS256");
    String user = "\ud83d\ude00".repeat(128);

    Answer tied =
        tieBy(
            site,
            claims -> {
              claims.putArray("aud").add("https://shop.example").add(application);
              claims.put("sub", user);
            });

    assertThat(tied.status()).isEqualTo(204);
    assertThat(subscriptionsOf(user)).isOne();
  }

  static Stream<Arguments> claims() {
    return Stream.of(
        claim(c -> c.remove("sub"), "sub"),
        claim(c -> c.put("sub", ""), "sub"),
        claim(c -> c.put("sub", 4711), "sub"),
        claim(c -> c.put("sub", "x".repeat(129)), "sub"),
        claim(c -> c.put("sub", "a\u0000b"), "sub"),
        claim(c -> c.remove("aud"), "aud"),
        claim(c -> c.put("aud", "another"), "aud"),
        claim(c -> c.putArray("aud").add("another"), "aud"),
        claim(c -> c.putArray("aud").addArray().add("another"), "aud"),
        claim(c -> c.put("aud", true), "aud"),
        claim(c -> c.remove("exp"), "exp"),
        claim(c -> c.put("exp", "never"), "exp"),
        claim(c -> c.put("exp", 1_000_000_000), "expired"),
        claim(c -> c.put("exp", -1), "expired"),
        claim(c -> c.put("nbf", "soon"), "not valid yet"),
        claim(c -> c.put("nbf", 1e18), "not valid yet"));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void refusesWhatATokenDoesNotSay(Consumer<ObjectNode> change, String why) {
    Site site = siteOfTheApplication("EdDSA");
    ObjectNode claims = Site.claims(application, "ann-4711");
    change.accept(claims);
    String token = site.token(claims);

    assertRefused(tie(token), token, why);
  }

  private static Arguments claim(Consumer<ObjectNode> change, String why) {
    return arguments(change, why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "EdDSA", "HS256"})
  void refusesWhatAnotherKeySigned(String alg) {
    siteOfTheApplication(alg);
    ObjectNode claims = Site.claims(application, "ann-4711");
    Site stranger = Site.signingBy(alg);
    String token =
        alg.equals("HS256")
            ? Site.tokenByHmac(new byte[64], stranger.header(), claims)
            : stranger.token(claims);

    assertRefused(tie(token), token, "not signed with a user key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "EdDSA", "HS256"})
  void refusesWhatWasChangedSinceItWasSigned(String alg) {
    Site site = siteOfTheApplication(alg);
    String[] ann = site.token(application, "ann-4711").split("\\.", -1);
    String[] eve = site.token(application, "eve-4711").split("\\.", -1);
    String mixed = ann[0] + "." + eve[1] + "." + ann[2];

    assertRefused(tie(mixed), mixed, "not signed with a user key");
    String half = ann[0] + "." + ann[1] + "." + ann[2].substring(0, 40);
    assertRefused(tie(half), half, "not signed with a user key");
    String zero = ann[0] + "." + ann[1] + "." + "A".repeat(86);
    assertRefused(tie(zero), zero, "not signed with a user key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "EdDSA"})
  void takesNoPublicKeyForASecret(String alg) {
    Site site = siteOfTheApplication(alg);
    ObjectNode claims = Site.claims(application, "ann-4711");
    ObjectNode hmac = Json.MAPPER.createObjectNode().put("alg", "HS256");

    String confused = Site.tokenByHmac(site.publicBytes(), hmac, claims);
    assertRefused(tie(confused), confused, "no user key of the application has");
    addKey(Site.signingBy("HS256").jwk());
    assertRefused(tie(confused), confused, "not signed with a user key");
    String claimed = Site.tokenByHmac(site.publicBytes(), site.header(), claims);
    assertRefused(tie(claimed), claimed, "not signed with a user key");
  }

  @Test
  void refusesOtherAlgorithmsAndHeadersThatChangeTheReading() {
    Site site = siteOfTheApplication("HS256");
    ObjectNode claims = Site.claims(application, "ann-4711");
    for (String alg : new String[] {"none", "None", "HS384", "RS256", "ES384", "ES256K", "hs256"}) {
      String token = site.token(site.header().put("alg", alg), claims);
      assertThat(tie(token).status()).as(alg).isEqualTo(422);
    }
    ObjectNode critical = site.header().put("exp", 1);
    critical.putArray("crit").add("exp");
    String token = site.token(critical, claims);
    assertRefused(tie(token), token, "crit");
    ObjectNode unencoded = site.header().put("b64", false);
    unencoded.putArray("crit").add("b64");
    String raw = site.token(unencoded, claims);
    assertRefused(tie(raw), raw, "crit");
    String unsigned = site.token(claims).replaceAll("[^.]+$", "");
    assertThat(tie(unsigned).status()).isEqualTo(422);
    assertThat(subscriptionsOf("ann-4711")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "a.b",
        "a.b.c",
        "a.b.c.d.e",
        "..",
        "e30.e30.AAAA",
        "eyJhbGciOiJIUzI1NiJ9.W10.AAAA"
      })
  void refusesWhatIsNoToken(String token) {
    siteOfTheApplication("HS256");

    Answer answer = tie(token);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("member").stringValue()).isEqualTo("userToken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"userToken\": null}", "{\"userToken\": 1}", "{\"userToken\": \"\"}"})
  void wantsATokenToTie(String body) {
    Answer created = subscribe(Browser.fresh(), null);

    Answer answer = call(created, "PUT", "/user", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("member").stringValue()).isEqualTo("userToken");
  }

  @Test
  void knowsTheKeysOfTheApplicationAlone() {
    Site site = siteOfTheApplication("ES256");
    String other = api.newApplication().id();
    String token = site.token(other, "ann-4711");
    String body = Browser.fresh().bodyWith("userToken", "\"" + token + "\"");
    String there = "/v1/applications/" + other + "/subscriptions";

    assertRefused(api.call("POST", there, body, Map.of()), token, "no user key is configured");
    api.callAs(
        RunningApi.ADMIN_KEY,
        "POST",
        "/v1/applications/" + other + "/user-keys",
        Site.signingBy("ES256").jwk().toString());
    assertRefused(api.call("POST", there, body, Map.of()), token, "not signed with a user key");
    assertRefused(tie(token), token, "aud");
  }

  private void assertRefused(Answer answer, String token, String why) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.json().get("member").stringValue()).isEqualTo("userToken");
    assertThat(answer.json().get("detail").stringValue()).contains(why);
    for (String part : token.split("\\.", -1)) {
      assertThat(answer.body()).doesNotContain(part);
    }
    assertThat(answer.body()).doesNotContain("4711");
    assertThat(subscriptionsOf("ann-4711") + subscriptionsOf("eve-4711")).isZero();
  }

  private Site siteOfTheApplication(String alg) {
    Site site = Site.signingBy(alg);
    assertThat(addKey(site.jwk()).status()).isEqualTo(201);
    return site;
  }

  private Answer addKey(ObjectNode jwk) {
    return api.callAs(RunningApi.ADMIN_KEY, "POST", path + "/user-keys", jwk.toString());
  }

  private Answer tieBy(Site site, Consumer<ObjectNode> change) {
    ObjectNode claims = Site.claims(application, "ann");
    change.accept(claims);
    return tie(site.token(claims));
  }

  /** Ties a fresh subscription by that token. */
  private Answer tie(String token) {
    return call(subscribe(Browser.fresh(), null), "PUT", "/user", userToken(token));
  }

  private Answer subscribe(Browser browser, String userToken) {
    String body =
        userToken == null
            ? browser.body().toString()
            : browser.bodyWith("userToken", "\"" + userToken + "\"");
    return api.call("POST", path + "/subscriptions", body, Map.of());
  }

  private Answer call(Answer created, String method, String below, String body) {
    return api.callAs(token(created), method, path + "/subscriptions/" + id(created) + below, body);
  }

  private static String userToken(String token) {
    return Json.MAPPER.createObjectNode().put("userToken", token).toString();
  }

  private static String id(Answer answer) {
    return answer.json().get("id").stringValue();
  }

  private static String token(Answer answer) {
    return answer.json().get("token").stringValue();
  }

  private int subscriptionsOf(String user) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putObject("audience").putArray("users").add(user);
    return api.callAs(RunningApi.ADMIN_KEY, "POST", path + "/audience-count", body.toString())
        .json()
        .get("count")
        .intValue();
  }
}
