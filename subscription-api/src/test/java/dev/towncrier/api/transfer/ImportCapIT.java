package dev.towncrier.api.transfer;

import static dev.towncrier.api.transfer.Lines.line;
import static dev.towncrier.api.transfer.Lines.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ImportCapIT {
  private final RunningApi shared = RunningApi.shared();
  private final String path = "/v1/applications/" + shared.newApplication().id() + "/subscriptions";

  @Test
  void stopsWhereTheApplicationIsFull() {
    Browser visitor = Browser.fresh();
    shared.call("POST", path, visitor.body().toString(), Map.of());
    try (RunningApi api = shared.another(Map.of("towncrier.max-subscriptions", "1003"))) {
      String some = lines(1_000); // two batches
      String file = some + line(visitor) + "\n" + lines(4);

      JsonNode report = bringIn(api, file);

      assertThat(report.get("added").intValue()).isEqualTo(1_002);
      assertThat(report.get("known").intValue()).isOne();
      assertThat(report.get("rejected").intValue()).isEqualTo(2);
      assertThat(report.get("rejects").toString())
          .isEqualTo(
              "[{\"line\":1004,\"reason\":\"The application has as many subscriptions as it may"
                  + " have.\"},{\"line\":1005,\"reason\":\"The application has as many"
                  + " subscriptions as it may have.\"}]");
      Answer another = api.call("POST", path, Browser.fresh().body().toString(), Map.of());
      assertThat(another.status()).isEqualTo(403);
      JsonNode again = bringIn(api, some);
      assertThat(again.get("known").intValue()).isEqualTo(1_000);
      assertThat(again.get("rejected").intValue()).isZero();
    }
  }

  private JsonNode bringIn(RunningApi api, String file) {
    return api.call(
            "POST",
            path + "/import",
            file,
            Map.of(
                "Authorization",
                "Bearer " + RunningApi.ADMIN_KEY,
                "Content-Type",
                "application/x-ndjson"))
        .json();
  }
}
