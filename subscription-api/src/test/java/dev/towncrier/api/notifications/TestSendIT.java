package dev.towncrier.api.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.Audience;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.store.Application;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestSendIT {
  private final RunningApi api = RunningApi.shared();
  private Application application;
  private String path;
  private String subscription;

  @BeforeEach
  void aSubscription() {
    application = api.newApplication();
    path = "/v1/applications/" + application.id();
    subscription = subscribe();
    subscribe();
  }

  @Test
  void publishesToThatOneAlone() {
    Answer answer = test(subscription, null);

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.json().propertyNames()).containsExactly("id");
    NotificationRequested event = published();
    assertThat(event.id()).isEqualTo(answer.json().get("id").stringValue());
    assertThat(event.audience()).isEqualTo(onlyIt());
    assertThat(event.content().get("title").stringValue()).isNotBlank();
    assertThat(event.ttl()).isEqualTo(Duration.ofMinutes(10));
    Answer progress = as(RunningApi.ADMIN_KEY, "GET", "/notifications/" + event.id(), null);
    assertThat(progress.json().get("state").stringValue()).isEqualTo("sending");
  }

  @Test
  void sendsWhatTheBodySays() {
    Answer answer =
        test(
            subscription,
            """
            {"id": "try-1", "audience": {"all": true}, "ttl": 60, "urgency": "high",
             "notification": {"title": "Hello {{name|there}}", "body": "It works"},
             "locales": {"nb": {"title": "Hei"}}, "appBadge": 2}\
            """);

    assertThat(answer.json().toString()).isEqualTo("{\"id\":\"try-1\"}");
    NotificationRequested event = published();
    assertThat(event.audience()).isEqualTo(onlyIt());
    assertThat(event.content().get("title").stringValue()).isEqualTo("Hello {{name|there}}");
    assertThat(event.locales().propertyNames()).containsExactly("nb");
    assertThat(event.ttl()).isEqualTo(Duration.ofMinutes(1));
    assertThat(event.appBadge()).isEqualTo(2);
  }

  @Test
  void isAPublishLikeAnyOtherToItsId() {
    String hello = "{\"id\": \"try-1\", \"notification\": {\"title\": \"Hello\"}}";

    assertThat(test(subscription, hello).status()).isEqualTo(202);
    assertThat(test(subscription, hello).status()).isEqualTo(202);
    Answer taken = test(subscription, hello.replace("Hello", "Goodbye"));

    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.json().get("member").stringValue()).isEqualTo("id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | 400 |",
        "{\"notification\": {}} | 422 | notification.title",
        "{\"notification\": \"Hello\"} | 422 | notification",
        "{\"application\": \"another\"} | 422 | application",
        "{\"ttl\": -1} | 422 | ttl",
        "{\"id\": \"\"} | 422 | id"
      })
  void refusesWhatPublishingRefuses(String body, int status, String member) {
    Answer answer = test(subscription, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("member").stringValue(null)).isEqualTo(member);
    assertNothingPublished();
  }

  @Test
  void refusesWhatFitsInNoPushMessage() {
    String body = "{\"notification\": {\"title\": \"" + "x".repeat(4_000) + "\"}}";

    assertThat(test(subscription, body).status()).isEqualTo(413);
    assertNothingPublished();
  }

  @Test
  void knowsNoSubscriptionButTheApplicationsOwn() {
    String other = "/v1/applications/" + api.newApplication().id();

    assertThat(test(UUID.randomUUID().toString(), null).status()).isEqualTo(404);
    assertThat(test("1", null).status()).isEqualTo(404);
    assertThat(
            api.callAs(
                    RunningApi.ADMIN_KEY,
                    "POST",
                    other + "/subscriptions/" + subscription + "/test",
                    null)
                .status())
        .isEqualTo(404);
    assertNothingPublished();
  }

  @Test
  void saysOfOneThatHasExpiredThatNothingCanBeSentToIt() {
    api.execute(
        "update subscription set expires_at = now() - interval '1 s' where id = '"
            + subscription
            + "'");

    assertThat(test(subscription, null).status()).isEqualTo(404);
    assertNothingPublished();
  }

  @Test
  void isForKeysThatPublish() {
    assertThat(as(key("publish"), "POST", "/subscriptions/" + subscription + "/test", null))
        .extracting(Answer::status)
        .isEqualTo(202);
    Answer refused = as(key("read"), "POST", "/subscriptions/" + subscription + "/test", null);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("detail").stringValue()).contains("publish");
  }

  @Test
  void isForNoPage() {
    String test = path + "/subscriptions/" + subscription + "/test";
    Map<String, String> preflight =
        Map.of("Origin", "http://localhost:3000", "Access-Control-Request-Method", "POST");

    assertThat(api.call("OPTIONS", test, null, preflight).status()).isEqualTo(403);
  }

  private Audience onlyIt() {
    return new Audience(
        false, List.of(), List.of(), List.of(UUID.fromString(subscription)), Map.of(), null);
  }

  private String subscribe() {
    return api.call("POST", path + "/subscriptions", Browser.fresh().body().toString(), Map.of())
        .json()
        .get("id")
        .stringValue();
  }

  private String key(String scope) {
    return as(
            RunningApi.ADMIN_KEY,
            "POST",
            "/api-keys",
            "{\"name\": \"k\", \"scopes\": [\"" + scope + "\"]}")
        .json()
        .get("key")
        .stringValue();
  }

  private Answer test(String id, String body) {
    return as(RunningApi.ADMIN_KEY, "POST", "/subscriptions/" + id + "/test", body);
  }

  private Answer as(String key, String method, String below, String body) {
    return api.callAs(key, method, path + below, body);
  }

  private NotificationRequested published() {
    List<byte[]> events = PublishedEvents.of(api, application.id());
    assertThat(events).hasSize(1);
    return NotificationRequested.parse(events.getFirst());
  }

  private void assertNothingPublished() {
    assertThat(PublishedEvents.of(api, application.id())).isEmpty();
  }
}
