package dev.towncrier.api.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitIT {

  @Test
  void tellsAnAddressThatAsksTooMuchToWait() {
    RunningApi shared = RunningApi.shared();
    String path = "/v1/applications/" + shared.newApplication().id() + "/config";
    try (RunningApi api = shared.another(Map.of("towncrier.rate-limit", "2"))) {
      assertThat(api.get(path).status()).isEqualTo(200);
      assertThat(api.get(path).status()).isEqualTo(200);

      Answer refused = api.get(path);

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 31);
      assertThat(api.get("/actuator/health").status()).isEqualTo(200);
      assertThat(api.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void tellsAnApplicationsVisitorsToWait() {
    RunningApi shared = RunningApi.shared();
    String application = "/v1/applications/" + shared.newApplication().id();
    String other = "/v1/applications/" + shared.newApplication().id();
    try (RunningApi api = shared.another(Map.of("towncrier.application-rate-limit", "2"))) {
      assertThat(api.get(application + "/config").status()).isEqualTo(200);
      assertThat(api.get(application + "/subscriptions/x").status()).isEqualTo(401);

      Answer refused = api.get(application + "/config");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().get("type").stringValue())
          .isEqualTo("urn:towncrier:problem:application-busy");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 31);
      assertThat(api.get(other + "/config").status()).isEqualTo(200);
      assertThat(api.callAs(RunningApi.ADMIN_KEY, "GET", application + "/notifications", null))
          .satisfies(answer -> assertThat(answer.status()).isEqualTo(200));
      assertThat(api.get("/actuator/prometheus").body())
          .contains("towncrier_problems_total{type=\"application-busy\"} 1.0");
    }
  }

  @Test
  void doesNotCountForTheApplicationWhatAnAddressAsksTooMuch() {
    RunningApi shared = RunningApi.shared();
    String path = "/v1/applications/" + shared.newApplication().id() + "/config";
    Map<String, String> settings =
        Map.of(
            "towncrier.rate-limit", "2",
            "towncrier.application-rate-limit", "3",
            "server.forward-headers-strategy", "native");
    try (RunningApi api = shared.another(settings)) {
      for (int i = 0; i < 10; i++) {
        assertThat(asked(api, path, "192.0.2.1")).isEqualTo(i < 2 ? 200 : 429);
      }
      assertThat(asked(api, path, "192.0.2.2")).isEqualTo(200);
    }
  }

  @Test
  void believesNoHeaderAboutTheAddressByItself() {
    RunningApi shared = RunningApi.shared();
    String path = "/v1/applications/" + shared.newApplication().id() + "/config";
    // As in a pod, where the framework would believe them.
    Map<String, String> settings =
        Map.of("towncrier.rate-limit", "1", "spring.main.cloud-platform", "kubernetes");
    try (RunningApi api = shared.another(settings)) {
      assertThat(asked(api, path, "192.0.2.1")).isEqualTo(200);
      assertThat(asked(api, path, "192.0.2.2")).isEqualTo(429);
    }
  }

  @Test
  void believesATrustedProxyAndNobodyBeforeIt() {
    RunningApi shared = RunningApi.shared();
    String path = "/v1/applications/" + shared.newApplication().id() + "/config";
    Map<String, String> settings =
        Map.of(
            "towncrier.rate-limit", "1",
            "server.forward-headers-strategy", "native",
            "server.tomcat.remoteip.internal-proxies", "127\\.0\\.0\\.1");
    try (RunningApi api = shared.another(settings)) {
      assertThat(asked(api, path, "198.51.100.1, 192.0.2.1")).isEqualTo(200);
      assertThat(asked(api, path, "198.51.100.2, 192.0.2.1")).isEqualTo(429);
      assertThat(asked(api, path, "198.51.100.1, 192.0.2.2")).isEqualTo(200);
      assertThat(asked(api, path, "192.0.2.3, 10.0.0.1")).isEqualTo(200);
      assertThat(asked(api, path, "192.0.2.4, 10.0.0.1")).isEqualTo(429);
    }
  }

  private static int asked(RunningApi api, String path, String forwardedFor) {
    return api.call("GET", path, null, Map.of("X-Forwarded-For", forwardedFor)).status();
  }
}
