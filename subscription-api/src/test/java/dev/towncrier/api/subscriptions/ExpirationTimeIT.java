package dev.towncrier.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpirationTimeIT {
  private static final long FAR = 4_102_444_800_000L; // 2100

  private final RunningApi api = RunningApi.shared();
  private final String path = "/v1/applications/" + api.newApplication().id() + "/subscriptions";
  private final Browser browser = Browser.fresh();

  private String expiring(String json) {
    return browser
        .body()
        .toString()
        .replace("\"expirationTime\":null", "\"expirationTime\":" + json);
  }

  private Answer post(String expirationTime) {
    return api.call("POST", path, expiring(expirationTime), Map.of());
  }

  private long stored(Answer answer) {
    return api.number(
        "select coalesce(extract(epoch from expires_at) * 1000, 0)::bigint from subscription"
            + " where id = '"
            + answer.json().get("id").stringValue()
            + "'");
  }

  @Test
  void isKeptAndFollowsTheBrowser() {
    Answer first = post(Long.toString(FAR));
    assertThat(first.status()).isEqualTo(201);
    assertThat(stored(first)).isEqualTo(FAR);

    assertThat(stored(post((FAR + 1) + ".75"))).isEqualTo(FAR + 1);
    Answer last = post("null");
    assertThat(stored(last)).isZero();

    Answer replaced =
        api.callAs(
            last.json().get("token").stringValue(),
            "PUT",
            path + "/" + last.json().get("id").stringValue(),
            expiring(Long.toString(FAR)));
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(stored(replaced)).isEqualTo(FAR);
  }

  @ParameterizedTest
  @CsvSource({
    "\"2100-01-01T00:00:00Z\", 400",
    "-1, 400",
    "253402300800000, 400",
    "1e400, 400",
    "4102444800, 422", // seconds
    "0, 422",
  })
  void isRefusedWhereItIsNone(String expirationTime, int status) {
    long before = api.rows();

    Answer answer = post(expirationTime);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("member").stringValue()).isEqualTo("subscription.expirationTime");
    assertThat(api.rows()).isEqualTo(before);
  }
}
