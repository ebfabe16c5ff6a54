package dev.towncrier.api.statistics;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.contract.Json;
import dev.towncrier.store.Application;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StatisticsIT {
  private final RunningApi api = RunningApi.shared();
  private final Application application = api.newApplication();
  private final String base = "/v1/applications/" + application.id();

  private void subscribe(String topics) {
    api.call("POST", base + "/subscriptions", Browser.fresh().bodyWith("topics", topics), Map.of());
  }

  private static JsonNode read(RunningApi api, String base) {
    return api.callAs(RunningApi.ADMIN_KEY, "GET", base + "/statistics", null).json();
  }

  @Test
  void tellHowManySubscriptionsThereAre() {
    subscribe("[\"news\", \"sport\"]");
    subscribe("[\"news\"]");

    JsonNode read = read(api, base);
    JsonNode days = ((ObjectNode) read).remove("days");
    assertThat(days).hasSize(7);
    assertThat(days.get(6))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"day\":\"" + LocalDate.now(UTC) + "\",\"subscribed\":2,\"gone\":0}"));
    assertThat(read)
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"subscriptions\":{\"active\":2,\"suspect\":0,\"keyMismatch\":0,\"expired\":0},"
                    + "\"estimated\":false,\"topics\":{\"news\":2,\"sport\":1},"
                    + "\"pushServices\":{\"https://updates.push.services.mozilla.com\":2},"
                    + "\"receipts\":{\"displayed\":0,\"clicked\":0,\"closed\":0}}"));
  }

  @Test
  void tellHowManyRetireSoonWhereAnyDoes() {
    subscribe("[]");
    api.execute(
        "update subscription set last_seen_on = last_seen_on - 30 where application_id = '"
            + application.id()
            + "'");
    try (RunningApi retiring = api.another(Map.of("towncrier.retire-after", "P30D"))) {
      assertThat(read(retiring, base).get("subscriptions").get("retiringSoon").longValue()).isOne();
    }
  }
}
