package dev.towncrier.api.pushservices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.contract.Json;
import dev.towncrier.store.Application;
import org.junit.jupiter.api.Test;

class PushServicesIT {
  private final RunningApi api = RunningApi.shared();
  private final Application application = api.newApplication();

  private void assertListed(String pushServices) {
    assertThat(
            api.callAs(
                    RunningApi.ADMIN_KEY,
                    "GET",
                    "/v1/applications/" + application.id() + "/push-services",
                    null)
                .json())
        .isEqualTo(Json.MAPPER.readTree("{\"pushServices\":" + pushServices + "}"));
  }

  private void insert(String table, String values) {
    api.execute(
        "insert into %s values ('https://push.example', '%s', %s)"
            .formatted(table, application.id(), values));
  }

  @Test
  void areNoneBeforeAnyHasAnswered() {
    assertListed("[]");
  }

  @Test
  void tellWhatTheyAnsweredAndWhatKeepsThemFromBeingSentTo() {
    insert("answer_count", "date_trunc('hour', now()), 10, 1");
    insert("push_service_hold", "'2100-01-01T00:00:00Z'");
    insert("removal_brake", "'2026-12-01T09:00:00Z', now()");

    assertListed(
        """
        [{"pushService": "https://push.example", "answers": 10, "gone": 1,
          "heldUntil": "2100-01-01T00:00:00Z", "brakeSince": "2026-12-01T09:00:00Z"}]\
        """);
  }

  @Test
  void tellSinceWhenTheyOnlyFailAndHow() {
    api.execute("delete from push_service_breaker");
    insert("answer_count", "date_trunc('hour', now()), 10, 1");
    api.execute(
        "insert into push_service_breaker values"
            + " ('https://push.example', '2026-12-01T09:00:00Z', '503 Busy', now())");

    assertListed(
        """
        [{"pushService": "https://push.example", "answers": 10, "gone": 1,
          "breakerSince": "2026-12-01T09:00:00Z", "failure": "503 Busy"}]\
        """);
    api.execute("delete from push_service_breaker");
  }
}
