package dev.towncrier.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscriptionCapIT {
  private static final Duration UNTIL_COUNTED_AGAIN = Duration.ofSeconds(30);

  private final RunningApi shared = RunningApi.shared();
  private final String path = "/v1/applications/" + shared.newApplication().id() + "/subscriptions";

  @Test
  void takesNoNewSubscriptionsOfAFullApplication() {
    Browser first = Browser.fresh();
    Browser last = Browser.fresh();
    assertThat(subscribe(shared, first).status()).isEqualTo(201);
    try (RunningApi api = shared.another(Map.of("towncrier.max-subscriptions", "2"))) {
      Answer second = subscribe(api, Browser.fresh());
      assertThat(second.status()).isEqualTo(201);

      Answer refused = subscribe(api, last);

      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().get("type").stringValue())
          .isEqualTo("urn:towncrier:problem:application-full");
      assertThat(subscribe(api, first).status()).isEqualTo(200);
      assertThat(subscribe(api, first.withAuth(last.auth())).status()).isEqualTo(409);
      unsubscribe(api, second);
      await()
          .atMost(UNTIL_COUNTED_AGAIN)
          .untilAsserted(() -> assertThat(subscribe(api, last).status()).isEqualTo(201));
      assertThat(subscribe(api, Browser.fresh()).status()).isEqualTo(403);
    }
  }

  @Test
  void countsEachApplicationForItself() {
    try (RunningApi api = shared.another(Map.of("towncrier.max-subscriptions", "1"))) {
      assertThat(subscribe(api, Browser.fresh()).status()).isEqualTo(201);
      assertThat(subscribe(api, Browser.fresh()).status()).isEqualTo(403);

      String other = "/v1/applications/" + shared.newApplication().id() + "/subscriptions";

      assertThat(api.call("POST", other, Browser.fresh().body().toString(), Map.of()).status())
          .isEqualTo(201);
    }
  }

  private Answer subscribe(RunningApi api, Browser browser) {
    return api.call("POST", path, browser.body().toString(), Map.of());
  }

  private void unsubscribe(RunningApi api, Answer subscribed) {
    assertThat(
            api.callAs(
                    subscribed.json().get("token").stringValue(),
                    "DELETE",
                    path + "/" + subscribed.json().get("id").stringValue(),
                    null)
                .status())
        .isEqualTo(204);
  }
}
