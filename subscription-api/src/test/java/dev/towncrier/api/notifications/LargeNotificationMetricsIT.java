package dev.towncrier.api.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.store.Application;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LargeNotificationMetricsIT {
  private final RunningApi api = RunningApi.shared();
  private Application application;

  @BeforeEach
  void anApplication() {
    application = api.newApplication();
  }

  @Test
  void showsHowFarALargeNotificationHasCome() {
    publish("large");
    api.execute(
        "update notification set begun_by = gen_random_uuid(), audience_size = 5000" + where());
    count("accepted", 4000);
    count("gone", 7);

    assertThat(shown())
        .containsExactlyInAnyOrder(
            "towncrier_notification_audience{application=\"ID\",notification=\"large\"} 5000.0",
            "towncrier_notification_deliveries{application=\"ID\",notification=\"large\",outcome=\"accepted\"} 4000.0",
            "towncrier_notification_deliveries{application=\"ID\",notification=\"large\",outcome=\"gone\"} 7.0",
            "towncrier_notification_receipts{application=\"ID\",event=\"clicked\",notification=\"large\"} 0.0",
            "towncrier_notification_receipts{application=\"ID\",event=\"closed\",notification=\"large\"} 0.0",
            "towncrier_notification_receipts{application=\"ID\",event=\"displayed\",notification=\"large\"} 0.0");
  }

  @Test
  void showsNoOther() {
    publish("small");

    assertThat(shown()).isEmpty();
  }

  private void publish(String id) {
    String event =
        "{\"id\": \"%s\", \"audience\": {\"all\": true}, \"notification\": {\"title\": \"Hello\"}}"
            .formatted(id);
    String path = "/v1/applications/" + application.id() + "/notifications";
    assertThat(api.callAs(RunningApi.ADMIN_KEY, "POST", path, event).status()).isEqualTo(202);
  }

  private void count(String outcome, int count) {
    api.execute(
        "insert into outcome_count (application_id, notification_id, outcome, push_service, browser, count)"
            + " values ('%s', 'large', '%s', 'https://push.example', 'firefox', %d)"
                .formatted(application.id(), outcome, count));
  }

  private String where() {
    return " where application_id = '" + application.id() + "'";
  }

  /** What Prometheus is shown of the application's notifications. */
  private List<String> shown() {
    return api.get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("towncrier_notification_"))
        .filter(line -> line.contains('"' + application.id() + '"'))
        .map(line -> line.replace(application.id(), "ID"))
        .toList();
  }
}
