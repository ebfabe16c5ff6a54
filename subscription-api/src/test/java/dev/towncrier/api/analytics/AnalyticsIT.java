package dev.towncrier.api.analytics;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.Json;
import dev.towncrier.store.Application;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AnalyticsIT {
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  private final RunningApi api = RunningApi.shared();
  private final Application application = api.newApplication();
  private final String base = "/v1/applications/" + application.id();

  private void subscribe(String userAgent) {
    api.call(
        "POST",
        base + "/subscriptions",
        Browser.fresh().body().toString(),
        Map.of("User-Agent", userAgent));
  }

  private Answer read(String query, String type) {
    return api.call(
        "GET",
        base + "/analytics" + query,
        null,
        Map.of("Authorization", "Bearer " + RunningApi.ADMIN_KEY, "Accept", type));
  }

  private void publishAndCount(String id) {
    String event =
        "{\"id\": \""
            + id
            + "\", \"audience\": {\"topics\": [\"news\"]}, \"notification\": {\"title\": \"T\"}}";
    api.callAs(RunningApi.ADMIN_KEY, "POST", base + "/notifications", event);
    api.execute(
        "insert into outcome_count (application_id, notification_id, outcome, count, push_service, browser) values ('%1$s', '%2$s', 'accepted', 2, 'https://push.example', 'firefox'), ('%1$s', '%2$s', 'accepted', 1, 'https://push.example', '')"
            .formatted(application.id(), id));
  }

  @Test
  void tellWhatBecameOfNotifications() {
    publishAndCount("n1");

    Answer read = read("?by=browser", "application/json");
    assertThat(read.json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"by": "browser", "from": "%s", "to": "%s", "complete": true, "rows": [
                  {"name": "firefox", "accepted": 2, "displayed": 0, "clicked": 0, "closed": 0},
                  {"name": "unknown", "accepted": 1, "displayed": 0, "clicked": 0, "closed": 0}]}\
                """
                    .formatted(LocalDate.now(UTC).minusDays(6), LocalDate.now(UTC))));
    JsonNode row = read("", "application/json").json().get("rows").get(0);
    assertThat(row.get("name").stringValue()).isEqualTo("n1");
    assertThat(row.get("acceptedAt").stringValue()).startsWith(LocalDate.now(UTC).toString());
    assertThat(row.get("accepted").intValue()).isEqualTo(3);
  }

  @Test
  void areWrittenAsCsvThatNoSpreadsheetCalculatesWith() {
    publishAndCount("=1+1,");

    Answer csv = read("?by=notification", "text/csv");
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.body())
        .matches(
            """
            notification,acceptedAt,accepted,displayed,clicked,closed
            "'=1\\+1,",[-0-9TZ:.]+,3,0,0,0
            """);
    assertThat(read("?by=topic", "text/csv").body())
        .isEqualTo("topic,acceptedAt,accepted,displayed,clicked,closed\nnews,,3,0,0,0\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?by=colour                      | by           | must be one of notification, topic, push-service, browser, not colour
          ?from=yesterday                 | from         | must be a day such as 2026-12-01, not yesterday
          ?to=99999-01-01                 | to           | must be a day such as 2026-12-01, not 99999-01-01
          ?from=2026-12-02&to=2026-12-01  | from         | must not be after 2026-12-01, the last day, but is 2026-12-02
          ?notification=%00               | notification | must not hold the character U+0000
          """)
  void refuseWhatTheyDoNotKnow(String query, String member, String problem) {
    Answer refused = read(query, "application/json");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").stringValue()).contains(member, problem);
  }

  @Test
  void knowWhichBrowserSubscribed() {
    subscribe(FIREFOX);
    subscribe("");

    assertThat(
            api.number(
                "select count(*) from subscription where browser = 'firefox' and application_id = '"
                    + application.id()
                    + "'"))
        .isOne();
  }
}
