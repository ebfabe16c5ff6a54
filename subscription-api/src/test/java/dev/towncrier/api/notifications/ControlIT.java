package dev.towncrier.api.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.store.Application;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlIT {
  private static final String TOMORROW = "2040-12-01T09:00:00Z";

  private final RunningApi api = RunningApi.shared();
  private Application application;
  private String path;

  @BeforeEach
  void anApplication() {
    application = api.newApplication();
    path = "/v1/applications/" + application.id() + "/notifications";
  }

  @Test
  void showsWhenAScheduledNotificationIsSent() {
    publish("n1", ", \"sendAt\": \"" + TOMORROW + "\"");

    Answer answer = api.callAs(RunningApi.ADMIN_KEY, "GET", path + "/n1", null);

    assertThat(answer.json().get("state").stringValue()).isEqualTo("scheduled");
    assertThat(answer.json().get("sendAt").stringValue()).isEqualTo(TOMORROW);
    assertThat(answer.json().get("deadline").stringValue()).isEqualTo("2040-12-01T09:01:00Z");
  }

  @Test
  void pausesResumesAndCancels() {
    publish("n1", "");

    assertThat(state(post("n1/pause"))).isEqualTo("paused");
    assertThat(state(post("n1/pause"))).isEqualTo("paused");
    assertThat(state(post("n1/resume"))).isEqualTo("sending");
    assertThat(state(post("n1/cancel"))).isEqualTo("cancelled");
    assertThat(state(post("n1/cancel"))).isEqualTo("cancelled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume"})
  void refusesToChangeWhatWasCancelled(String decision) {
    publish("n1", "");
    post("n1/cancel");

    Answer answer = post("n1/" + decision);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:towncrier:problem:too-late");
  }

  @Test
  void refusesToCancelWhatHasBeenSent() {
    publish("n1", "");
    api.execute(
        "update notification set audience_size = 0 where application_id = '"
            + application.id()
            + "'");

    assertThat(post("n1/cancel").status()).isEqualTo(409);
    assertThat(
            api.callAs(RunningApi.ADMIN_KEY, "GET", path + "/n1", null)
                .json()
                .get("state")
                .stringValue())
        .isEqualTo("sent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown/cancel", "unknown/pause", "unknown/resume"})
  void findsNoOther(String notification) {
    assertThat(post(notification).status()).isEqualTo(404);
  }

  @Test
  void keepsThePaceInTheUnitThatFits() {
    publish("n1", "");

    assertThat(pace("{\"pace\": {\"perSecond\": 100}}").json().get("pace").toString())
        .isEqualTo("{\"perSecond\":100}");
    assertThat(pace("{\"pace\": {\"perMinute\": 90}}").json().get("pace").toString())
        .isEqualTo("{\"perMinute\":90}");
    assertThat(pace("{\"pace\": null}").json().has("pace")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | pace is required",
        "{\"pace\": 5} | pace must be a JSON object",
        "{\"pace\": {}} | pace needs exactly one",
        "{\"pace\": {\"perSecond\": 1, \"perMinute\": 1}} | pace needs exactly one",
        "{\"pace\": {\"perSecond\": 0}} | pace.perSecond must be from 1 to 100000",
        "{\"pace\": {\"perMinute\": 6000001}} | pace.perMinute must be from 1 to 6000000"
      })
  void refusesWhatIsNoPace(String body, String detail) {
    publish("n1", "");

    Answer answer = pace(body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("detail").stringValue()).startsWith(detail);
  }

  @Test
  void needsTheKey() {
    publish("n1", "");

    assertThat(api.callAs("wrong", "POST", path + "/n1/cancel", null).status()).isEqualTo(403);
    assertThat(api.callAs("wrong", "PATCH", path + "/n1", "{\"pace\": null}").status())
        .isEqualTo(403);
  }

  private void publish(String id, String members) {
    String event =
        """
        {"id": "%s", "audience": {"all": true}, "notification": {"title": "Hi"}, "ttl": 60%s}\
        """
            .formatted(id, members);
    assertThat(api.callAs(RunningApi.ADMIN_KEY, "POST", path, event).status()).isEqualTo(202);
  }

  private Answer post(String notification) {
    return api.callAs(RunningApi.ADMIN_KEY, "POST", path + "/" + notification, null);
  }

  private Answer pace(String body) {
    return api.callAs(RunningApi.ADMIN_KEY, "PATCH", path + "/n1", body);
  }

  private static String state(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().get("state").stringValue();
  }
}
