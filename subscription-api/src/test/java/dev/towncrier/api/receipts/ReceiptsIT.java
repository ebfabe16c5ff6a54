package dev.towncrier.api.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.store.Application;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptsIT {
  private final RunningApi api = RunningApi.shared();
  private final Instant now = InstantSource.system().instant();
  private Application application;
  private String base;
  private String subscription;

  @BeforeEach
  void aNotificationAndASubscription() {
    application = api.newApplication();
    base = "/v1/applications/" + application.id();
    subscription =
        api.call("POST", base + "/subscriptions", Browser.fresh().body().toString(), Map.of())
            .json()
            .get("id")
            .stringValue();
    Answer published =
        api.callAs(
            RunningApi.ADMIN_KEY,
            "POST",
            base + "/notifications",
            """
            {"id": "n1", "audience": {"all": true}, "notification": {"title": "Hello"}}\
            """);
    assertThat(published.status()).isEqualTo(202);
  }

  @Test
  void areCountedOnceForTheirNotification() {
    String displayed = receipt("displayed", "n1");
    String clicked = receipt("clicked", "n1");

    Answer answer = post(displayed, clicked);
    assertThat(post(displayed).status()).isEqualTo(202);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(counts()).isEqualTo("{\"displayed\":1,\"clicked\":1,\"closed\":0}");
  }

  @Test
  void areTakenFromPagesOfAllowedOriginsOnly() {
    String body = "{\"receipts\": [" + receipt("displayed", "n1") + "]}";

    Answer foreign =
        api.call("POST", base + "/receipts", body, Map.of("Origin", "https://evil.example"));
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(counts()).isEqualTo("{\"displayed\":0,\"clicked\":0,\"closed\":0}");
    Answer preflight =
        api.call(
            "OPTIONS",
            base + "/receipts",
            null,
            Map.of("Origin", "https://shop.example", "Access-Control-Request-Method", "POST"));
    assertThat(preflight.status()).isEqualTo(204);
    Answer own =
        api.call("POST", base + "/receipts", body, Map.of("Origin", "https://shop.example"));
    assertThat(own.status()).isEqualTo(202);
    assertThat(own.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
    assertThat(counts()).isEqualTo("{\"displayed\":1,\"clicked\":0,\"closed\":0}");
  }

  @Test
  void areAcceptedAndForgottenWhereTheyTellOfNoDeliveryOfOurs() {
    long before = api.number("select count(*) from receipt");

    Answer answer =
        post(
            receipt("displayed", "n2"),
            receipt("displayed", "n1").replace(subscription, UUID.randomUUID().toString()),
            receipt("displayed", "n1").replace(subscription, "nobody"),
            "{\"deliveryId\": \"AAAAAAAAAAAAAAAAAAAAAA\", \"event\": \"displayed\", \"at\": \""
                + now
                + "\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(api.number("select count(*) from receipt")).isEqualTo(before);
  }

  @Test
  void areAcceptedAndForgottenWhereTheApplicationWantsNone() {
    assertThat(change("{\"receipts\": false}").status()).isEqualTo(200);

    Answer answer = post(receipt("displayed", "n1"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(counts()).isEqualTo("{\"displayed\":0,\"clicked\":0,\"closed\":0}");
    change("{\"receipts\": true}");
    post(receipt("displayed", "n1"));
    assertThat(counts()).isEqualTo("{\"displayed\":1,\"clicked\":0,\"closed\":0}");
  }

  @Test
  void areKnownToNoOtherApplication() {
    String other = "/v1/applications/" + api.newApplication().id();

    Answer answer =
        api.call(
            "POST",
            other + "/receipts",
            "{\"receipts\": [" + receipt("displayed", "n1") + "]}",
            Map.of());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(counts()).isEqualTo("{\"displayed\":0,\"clicked\":0,\"closed\":0}");
    assertThat(api.call("POST", "/v1/applications/nobody/receipts", "{}", Map.of()).status())
        .isEqualTo(404);
  }

  @Test
  void areTakenUpToAHundredAtOnce() {
    String small =
        "{\"deliveryId\": \"A\", \"event\": \"closed\", \"at\": \"2030-01-01T00:00:00Z\"}";

    assertThat(post(Collections.nCopies(100, small).toArray(new String[0])).status())
        .isEqualTo(202);
    assertThat(post(Collections.nCopies(101, small).toArray(new String[0])).status())
        .isEqualTo(400);
    assertThat(post().status()).isEqualTo(202);
  }

  @Test
  void areTakenUpToEightKilobytes() {
    String filled = "{\"receipts\": [], \"filler\": \"%s\"}".formatted("x".repeat(8_192));

    assertThat(api.call("POST", base + "/receipts", filled, Map.of()).status()).isEqualTo(413);
  }

  @Test
  void areCountedByWhatBecameOfThem() {
    post(receipt("displayed", "n1"), receipt("displayed", "n2"));

    assertThat(api.get("/actuator/prometheus").body())
        .containsPattern("towncrier_receipts_total\\{fate=\"counted\"} [1-9]")
        .containsPattern("towncrier_receipts_total\\{fate=\"late\"} [1-9]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                          | 400 | receipts",
        "{\"receipts\": {}}                                          | 400 | receipts",
        "{\"receipts\": [1]}                                         | 400 | receipts[0]",
        "{\"receipts\": [{}]}                                        | 400 |"
            + " receipts[0].deliveryId",
        "{\"receipts\": [{\"deliveryId\": \"A\"}]}                   | 400 | receipts[0].event",
        "{\"receipts\": [{\"deliveryId\": \"A\", \"event\": \"opened\"}]}  | 422 |"
            + " receipts[0].event",
        "{\"receipts\": [{\"deliveryId\": \"A\", \"event\": \"closed\"}]}  | 400 | receipts[0].at",
        "{\"receipts\": [{\"deliveryId\": \"A\", \"event\": \"closed\", \"at\": 1}]}"
            + " | 400 | receipts[0].at",
        "{\"receipts\": [{\"deliveryId\": \"A\", \"subscriptionId\": 1, \"event\": \"closed\"}]}"
            + " | 400 | receipts[0].subscriptionId",
      })
  void areRefusedWhereTheyAreNone(String body, int status, String member) {
    Answer answer = api.call("POST", base + "/receipts", body, Map.of());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("member").stringValue()).isEqualTo(member);
  }

  private String receipt(String event, String notification) {
    return """
    {"deliveryId": "%s", "notificationId": "%s", "subscriptionId": "%s", "event": "%s", "at": "%s"}\
    """
        .formatted(
            api.deliveryId(application, notification, subscription),
            notification,
            subscription,
            event,
            now);
  }

  private Answer change(String body) {
    return api.callAs(RunningApi.ADMIN_KEY, "PATCH", base, body);
  }

  private Answer post(String... receipts) {
    String body = "{\"receipts\": [" + String.join(",", receipts) + "]}";
    return api.call("POST", base + "/receipts", body, Map.of());
  }

  private String counts() {
    return api.callAs(RunningApi.ADMIN_KEY, "GET", base + "/notifications/n1", null)
        .json()
        .get("receipts")
        .toString();
  }
}
