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
}
