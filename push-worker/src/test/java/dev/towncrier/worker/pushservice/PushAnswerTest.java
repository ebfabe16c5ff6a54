package dev.towncrier.worker.pushservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.worker.pushservice.PushResponse.Accepted;
import dev.towncrier.worker.pushservice.PushResponse.KeyMismatch;
import dev.towncrier.worker.pushservice.PushResponse.PayloadTooLarge;
import dev.towncrier.worker.pushservice.PushResponse.Refused;
import dev.towncrier.worker.pushservice.PushResponse.SubscriptionGone;
import dev.towncrier.worker.pushservice.PushResponse.Unavailable;
import dev.towncrier.worker.pushservice.PushResponse.VapidRejected;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushAnswerTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  void isAnAcceptance(int status) {
    assertThat(meaning(status, "ignored")).isEqualTo(new Accepted(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 301, 302, 303, 307, 308})
  void isARefusalWhereAPushServiceHasNoBusinessToSayThat(int status) {
    assertThat(meaning(status, "elsewhere")).isEqualTo(new Refused(status, "elsewhere"));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void saysThatTheSubscriptionIsGone(int status) {
    assertThat(meaning(status, "{\"errno\": 103}")).isEqualTo(new SubscriptionGone(status));
  }

  @Test
  void saysThatTheMessageIsTooLarge() {
    assertThat(meaning(413, "{\"errno\": 104}"))
        .isEqualTo(new PayloadTooLarge(413, "{\"errno\": 104}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 599})
  void asksToComeAgain(int status) {
    assertThat(meaning(status, "busy")).isEqualTo(new Unavailable(status, null, "busy"));
    assertThat(new PushAnswer(status, "120", "busy").meaning(NOW))
        .isEqualTo(new Unavailable(status, Duration.ofMinutes(2), "busy"));
  }

  /** RFC 9110 section 10.2.3. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0                               | PT0S
          7                               | PT7S
          ' 30 '                          | PT30S
          999999999                       | PT999999999S
          Tue, 01 Dec 2026 09:05:00 GMT   | PT5M
          Tue, 01 Dec 2026 08:00:00 GMT   | PT0S
          """,
      delimiter = '|')
  void saysWhenToComeAgainInSecondsOrByADate(String retryAfter, Duration expected) {
    assertThat(new PushAnswer(503, retryAfter, "").meaning(NOW))
        .isEqualTo(new Unavailable(503, expected, ""));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "-5", "1.5", "12 minutes", "99999999999999999999", "٣٠"})
  void leavesTheTimeToUsWhereItCannotBeRead(String retryAfter) {
    assertThat(new PushAnswer(429, retryAfter, "").meaning(NOW))
        .isEqualTo(new Unavailable(429, null, ""));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          403 | the VAPID credentials in the authorization header do not correspond to the \
          credentials used to create the subscriptions
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
          """,
      delimiter = '|')
  void rejectsOurIdentity(int status, String body) {
    assertThat(meaning(status, body)).isEqualTo(new VapidRejected(status, body));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          400 | {"errno":110}
          400 | {"errno":113}
          400 | {"reason":"BadWebPushTopic"}
          400 | UnauthorizedRegistration
          403 | Forbidden
          402 | pay first
          405 | no such method
          411 | length required
          """,
      delimiter = '|')
  void refusesForAnyOtherReason(int status, String body) {
    assertThat(meaning(status, body)).isEqualTo(new Refused(status, body));
  }

  private static PushResponse meaning(int status, String body) {
    return new PushAnswer(status, null, body).meaning(NOW);
  }
}
