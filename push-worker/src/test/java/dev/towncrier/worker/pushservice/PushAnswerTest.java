package dev.towncrier.worker.pushservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.worker.pushservice.PushResponse.Accepted;
import dev.towncrier.worker.pushservice.PushResponse.KeyMismatch;
import dev.towncrier.worker.pushservice.PushResponse.PayloadTooLarge;
import dev.towncrier.worker.pushservice.PushResponse.RateLimited;
import dev.towncrier.worker.pushservice.PushResponse.Refused;
import dev.towncrier.worker.pushservice.PushResponse.SubscriptionGone;
import dev.towncrier.worker.pushservice.PushResponse.Unavailable;
import dev.towncrier.worker.pushservice.PushResponse.VapidRejected;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushAnswerTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final String ANYONE = "push.example";
  private static final String WNS = "db5p.notify.windows.com";
  private static final String TOKEN = "cUJ9AbcDefGhiJkl:APA91bF-secret_of_the_visitor";

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  void isAnAcceptance(int status) {
    assertThat(meaning(status, "ignored")).isEqualTo(new Accepted(status, null, null));
  }

  @Test
  void saysHowLongItKeepsTheMessageAndWhereItIs() {
    PushResponse response =
        meaning(ANYONE, 201, Map.of("TTL", "60", "Location", "https://push.example/m/1"), "");

    assertThat(response)
        .isEqualTo(new Accepted(201, Duration.ofMinutes(1), "https://push.example/m/1"));
    assertThat(response.toString()).doesNotContain("/m/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "soon", "99999999999"})
  void leavesOutATtlThatItCannotRead(String ttl) {
    assertThat(meaning(ANYONE, 201, Map.of("TTL", ttl), ""))
        .isEqualTo(new Accepted(201, null, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 300, 301, 302, 303, 304, 307, 308})
  void isARefusalWhereAPushServiceHasNoBusinessToSayThat(int status) {
    assertThat(meaning(status, "elsewhere")).isEqualTo(new Refused(status, "elsewhere"));
  }

  /** Mozilla's errno: 102 not found, 103 to 106 gone. */
  @ParameterizedTest
  @CsvSource({"404, 102", "410, 103", "410, 105", "410, 106", "404, 0", "410, 0"})
  void saysThatTheSubscriptionIsGone(int status, int errno) {
    assertThat(meaning(status, errno == 0 ? "" : "{\"errno\": " + errno + "}"))
        .isEqualTo(new SubscriptionGone(status));
  }

  @Test
  void saysThatTheMessageIsTooLarge() {
    assertThat(meaning(413, "{\"errno\": 104}"))
        .isEqualTo(new PayloadTooLarge(413, "{\"errno\": 104}"));
  }

  @Test
  void asksForFewerMessages() {
    assertThat(meaning(429, "quota")).isEqualTo(new RateLimited(429, null, "quota"));
    assertThat(meaning(ANYONE, 429, Map.of("Retry-After", "120"), "quota"))
        .isEqualTo(new RateLimited(429, Duration.ofMinutes(2), "quota"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 599})
  void asksToComeAgain(int status) {
    assertThat(meaning(status, "busy")).isEqualTo(new Unavailable(status, null, "busy"));
    assertThat(meaning(ANYONE, status, Map.of("Retry-After", "120"), "busy"))
        .isEqualTo(new Unavailable(status, Duration.ofMinutes(2), "busy"));
  }

  /** Mozilla's 201 asks to back off, 202 allows to come again at once. */
  @Test
  void saysThatItMayBeAskedAgainAtOnce() {
    assertThat(meaning(503, "{\"errno\":201}"))
        .isEqualTo(new Unavailable(503, null, "{\"errno\":201}"));
    assertThat(meaning(503, "{\"errno\":202}"))
        .isEqualTo(new Unavailable(503, Duration.ZERO, "{\"errno\":202}"));
    assertThat(meaning(ANYONE, 503, Map.of("Retry-After", "9"), "{\"errno\":202}"))
        .isEqualTo(new Unavailable(503, Duration.ofSeconds(9), "{\"errno\":202}"));
  }

  /** RFC 9110 section 10.2.3. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0                               | PT0S
          7                               | PT7S
          ' 30 '                          | PT30S
          604800                          | P7D
          604801                          | P7D
          999999999999999999              | P7D
          Tue, 01 Dec 2026 09:05:00 GMT   | PT5M
          Tue, 01 Dec 2026 08:00:00 GMT   | PT0S
          Wed, 01 Dec 2032 08:00:00 GMT   | P7D
          """,
      delimiter = '|')
  void saysWhenToComeAgainInSecondsOrByADate(String retryAfter, Duration expected) {
    assertThat(meaning(ANYONE, 503, Map.of("Retry-After", retryAfter), ""))
        .isEqualTo(new Unavailable(503, expected, ""));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "-5", "1.5", "12 minutes", "99999999999999999999", "٣٠"})
  void leavesTheTimeToUsWhereItCannotBeRead(String retryAfter) {
    Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter);
    assertThat(meaning(ANYONE, 429, headers, "")).isEqualTo(new RateLimited(429, null, ""));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          403 | the VAPID credentials in the authorization header do not correspond to the \
          credentials used to create the subscriptions
          403 | the key in the authorization header does not correspond to the sender ID
          400 | {"reason":"VapidPkHashMismatch"}
          403 | {"reason":"VapidPkHashMismatch"}
          """,
      delimiter = '|')
  void saysThatTheSubscriptionBelongsToAnotherKey(int status, String body) {
    assertThat(meaning(status, body)).isEqualTo(new KeyMismatch(status, body));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          401 | {"code":401,"errno":109,"error":"Unauthorized"}
          401 | no reason at all
          403 | {"reason":"BadJwtToken"}
          403 | invalid JWT provided
          403 | permission denied: invalid credentials
          400 | UnauthorizedRegistration
          400 | <TITLE>UnauthorizedRegistration</TITLE>
          """,
      delimiter = '|')
  void rejectsOurIdentity(int status, String body) {
    assertThat(meaning(status, body)).isEqualTo(new VapidRejected(status, body));
  }

  /** Mozilla's errno of bad encryption, missing TTL, bad TTL and bad Topic. */
  @ParameterizedTest
  @ValueSource(ints = {110, 111, 112, 113})
  void saysThatTheMistakeIsOurs(int errno) {
    String body = "{\"code\":400,\"errno\":" + errno + "}";
    assertThat(meaning(400, body)).isEqualTo(new Refused(400, "Our own mistake: " + body));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          400 | {"reason":"BadWebPushTopic"}
          400 | invalid token
          403 | Forbidden
          402 | pay first
          405 | no such method
          406 | not acceptable
          411 | length required
          """,
      delimiter = '|')
  void refusesForAnyOtherReason(int status, String body) {
    assertThat(meaning(status, body)).isEqualTo(new Refused(status, body));
  }

  // The Windows notification service puts its reasons into headers.

  @Test
  void isARefusalWhereWindowsDroppedTheMessage() {
    assertThat(meaning(ANYONE, 201, Map.of("X-WNS-Status", "dropped"), ""))
        .isEqualTo(new Refused(201, "x-wns-status: dropped\n"));
    assertThat(meaning(WNS, 200, Map.of("X-WNS-Status", "received"), ""))
        .isEqualTo(new Accepted(200, null, null));
  }

  @Test
  void isThrottledByWindows() {
    assertThat(meaning(WNS, 406, Map.of("Retry-After", "5"), ""))
        .isEqualTo(new RateLimited(406, Duration.ofSeconds(5), ""));
    assertThat(meaning(ANYONE, 406, Map.of("X-WNS-Error-Description", "appthrottled"), ""))
        .isEqualTo(new RateLimited(406, null, "x-wns-error-description: appthrottled\n"));
    assertThat(meaning(WNS, 429, Map.of("X-WNS-CONTINUE-AFTER", "90"), ""))
        .isEqualTo(new RateLimited(429, Duration.ofSeconds(90), "x-wns-continue-after: 90\n"));
  }

  @Test
  void refusesWithTheReasonsThatWindowsGives() {
    assertThat(meaning(WNS, 400, Map.of("X-WNS-Error-Description", "Cache policy conflict"), "?"))
        .isEqualTo(new Refused(400, "x-wns-error-description: Cache policy conflict\n?"));
    assertThat(meaning(WNS, 403, Map.of("MS-CV", "x1.0"), "no"))
        .isEqualTo(new Refused(403, "ms-cv: x1.0\nno"));
  }

  // What is kept of it.

  @Test
  void keepsNoSecretThatThePushServiceRepeats() {
    String body = "<p>" + TOKEN + " and /push/" + TOKEN + " by " + Requests.AUTHORIZATION;

    PushResponse response = meaning(400, body);

    assertThat(response)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.detail())
                    .startsWith("<p>[redacted] and [redacted] by ")
                    .doesNotContain(TOKEN, "header.claims-of-some-length.signature"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/w/?token=BQYAAAB%2fq7q7q7q7q7%2b",
        "token=BQYAAAB%2fq7q7q7q7q7%2b",
        "BQYAAAB/q7q7q7q7q7+",
        "%2Fw%2F%3Ftoken%3DBQYAAAB%252fq7q7q7q7q7%252b"
      })
  void keepsNoSecretOfAQueryInWhateverWriting(String echo) {
    PushRequest request = Requests.to("https://" + WNS + "/w/?token=BQYAAAB%2fq7q7q7q7q7%2b");

    assertThat(Detail.of("No: " + echo + ".", request))
        .startsWith("No: ")
        .contains("[redacted]")
        .doesNotContain("q7q7");
  }

  @Test
  void keepsAKilobyteOfWhateverLanguage() {
    PushResponse response = meaning(400, "€".repeat(1_000));

    assertThat(response).isEqualTo(new Refused(400, "€".repeat(341)));
    assertThat("€".repeat(341).getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1_024);
  }

  private static PushResponse meaning(int status, String body) {
    return meaning(ANYONE, status, Map.of(), body);
  }

  private static PushResponse meaning(
      String host, int status, Map<String, String> headers, String body) {
    ReceivedAnswer answer = new ReceivedAnswer();
    answer.status(status);
    headers.forEach(answer::header);
    answer.body(Unpooled.copiedBuffer(body, UTF_8));
    PushRequest request = Requests.to("https://" + host + "/push/" + TOKEN);
    return answer.complete(host, request).meaning(InstantSource.fixed(NOW));
  }
}
