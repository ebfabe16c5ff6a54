package dev.towncrier.runner.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.runner.secrets.Up.Answer;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A page's session, begun with right keys and wrong ones, and what is asked by it. */
final class SigningIn {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SESSION = "/console/session";

  private final Up up;
  private final Observed observed;

  SigningIn(Up up, Observed observed) {
    this.up = up;
    this.observed = observed;
  }

  /** Signs in with each; a right key's body is broken in every way too. */
  void with(List<String> keys) {
    for (String key : keys) {
      ObjectNode body = JSON.createObjectNode().put("key", key);
      for (String each : Laden.bodies(body, List.of(key))) {
        Answer answer = up.call("POST", SESSION, "", "application/json", each);
        if (answer.status() == 200) {
          use(answer);
        } else {
          observed.answered(answer);
        }
      }
    }
  }

  /** Only what shows the session to its page is left out of what is searched. */
  private void use(Answer signedIn) {
    String cookie = signedIn.cookie().replaceAll(";.*", "");
    String csrf = signedIn.json().get("csrf").stringValue();
    observed.secret(Kind.TOKEN, cookie.substring(cookie.indexOf('=') + 1));
    observed.secret(Kind.TOKEN, csrf);
    Map<String, String> page = Map.of("Cookie", cookie, "X-CSRF-Token", csrf);
    assertThat(up.callAs(page, "GET", SESSION).status()).isEqualTo(200);
    for (Map<String, String> headers :
        List.of(
            page,
            Map.of("Cookie", cookie),
            Map.of("Cookie", cookie, "X-CSRF-Token", csrf + "x"),
            Map.of("Cookie", cookie + "x", "X-CSRF-Token", csrf),
            Map.of("Cookie", cookie, "X-CSRF-Token", csrf, "Origin", "https://evil.example"))) {
      for (String path : List.of("", "notifications", "api-keys", "audience-count")) {
        observed.answered(up.callAs(headers, "GET", Up.DEMO + path));
        observed.answered(up.callAs(headers, "POST", Up.DEMO + path));
      }
    }
    observed.answered(up.callAs(Map.of("Cookie", cookie), "DELETE", SESSION));
    observed.answered(up.callAs(page, "DELETE", SESSION));
  }
}
