package dev.towncrier.contract.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.Outcome;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RecordSchemaTest {
  private static final RecordSchema EVENT = RecordSchema.of("notification-event");
  private static final RecordSchema OUTCOME = RecordSchema.of("outcome");
  private static final String LONG = "x".repeat(300);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'ttl': null, 'urgency': null, 'locales': null, 'sendAt': null, 'collapseKey': null}",
        "{'ttl': 0, 'urgency': 'very-low', 'collapseKey': 'k', 'appBadge': 2147483647}",
        "{'sendAt': '2030-01-31T09:00:00.5+01:00'}",
        "{'unknown': {'members': ['are', 'ignored']}}",
        "{'audience': {'all': true, 'topics': null, 'unknown': 1}}",
        "{'audience': {'topics': []}}",
        "{'audience': {'users': ['ann'], 'subscriptions':"
            + " ['01A21037-2da9-7460-a2cd-9e29bbd302a1']}}",
        "{'audience': {'tags': {'plan': 'pro', 'city': {'not': 'Oslo'}, 'age': {'atLeast': 18.5},"
            + " 'vip': {'exists': true, 'not': null}, 'beta': false}}}",
        "{'audience': {'all': true, 'exclude': {'topics': ['sport'], 'exclude': null}}}",
        "{'audience': {'all': true, 'exclude': null}}",
        "{'notification': {'title': 'Hello {{name|there}}', 'navigate':"
            + " 'HTTPS://shop.example/{{plan}}', 'lang': '', 'body': '', 'dir': 'rtl', 'tag': 't',"
            + " 'vibrate': [100, 0], 'timestamp': 1893456000000, 'silent': false, 'data': [null],"
            + " 'actions': [{'action': 'a', 'title': 'A', 'navigate': null}]}}",
        "{'notification': {'title': 'T', 'vibrate': 100, 'renotify': null, 'actions': []}}",
        "{'locales': {'nb': {'title': 'Hei'}, 'pt-BR': {}, 'not a tag': null}}",
      })
  void anEventThatTheServerTakesIsValid(String members) {
    String event = event(members);

    NotificationRequested.parse(event.getBytes(UTF_8));
    assertThat(EVENT.errors(event)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': null}",
        "{'id': ''}",
        "{'id': 5}",
        "{'id': 'a\\u0000'}",
        "{'application': null}",
        "{'audience': null}",
        "{'audience': {}}",
        "{'audience': {'all': false}}",
        "{'audience': {'all': 'yes'}}",
        "{'audience': {'tags': {}}}",
        "{'audience': {'topics': 'news'}}",
        "{'audience': {'topics': ['']}}",
        "{'audience': {'users': [5]}}",
        "{'audience': {'subscriptions': ['ann']}}",
        "{'audience': {'exclude': {'all': true}}}",
        "{'audience': {'all': true, 'exclude': {}}}",
        "{'audience': {'all': true, 'exclude': {'all': true, 'exclude': {'all': true}}}}",
        "{'audience': {'tags': {'plan': null}}}",
        "{'audience': {'tags': {'plan': ['pro']}}}",
        "{'audience': {'tags': {'': 'pro'}}}",
        "{'audience': {'tags': {'plan': {}}}}",
        "{'audience': {'tags': {'plan': {'not': 'a', 'exists': true}}}}",
        "{'audience': {'tags': {'plan': {'not': [], 'exists': true}}}}",
        "{'audience': {'tags': {'age': {'atLeast': '18'}}}}",
        "{'notification': null}",
        "{'notification': {}}",
        "{'notification': {'title': null}}",
        "{'notification': {'title': ''}}",
        "{'notification': {'title': 'T', 'dir': 'up'}}",
        "{'notification': {'title': 'T', 'navigate': 'ftp://shop.example/'}}",
        "{'notification': {'title': 'T', 'icon': '/icon.png'}}",
        "{'notification': {'title': 'T', 'vibrate': [-1]}}",
        "{'notification': {'title': 'T', 'timestamp': -1}}",
        "{'notification': {'title': 'T', 'silent': 1}}",
        "{'notification': {'title': 'T', 'actions': [{'action': 'a'}]}}",
        "{'notification': {'title': 'T', 'actions': [{'title': 'A'}]}}",
        "{'locales': []}",
        "{'locales': {'pt_BR': {'title': 'T'}}}",
        "{'locales': {'nb': {'title': ''}}}",
        "{'ttl': -1}",
        "{'ttl': 2419201}",
        "{'ttl': 1.5}",
        "{'ttl': '60'}",
        "{'urgency': 'soon'}",
        "{'collapseKey': ''}",
        "{'appBadge': -1}",
        "{'appBadge': 2147483648}",
        "{'sendAt': 'tomorrow'}",
        "{'sendAt': 1}",
      })
  void anEventThatTheServerRefusesIsInvalid(String members) {
    assertRefused(event(members));
  }

  @Test
  void whatIsTooLongForTheServerIsInvalid() {
    for (String members :
        new String[] {
          "{'id': '%s'}",
          "{'application': '%s'}",
          "{'collapseKey': '%s'}",
          "{'audience': {'topics': ['%s']}}",
          "{'audience': {'users': ['%s']}}",
          "{'audience': {'tags': {'%s': 1}}}",
          "{'audience': {'tags': {'plan': '%s'}}}",
          "{'audience': {'tags': {'plan': {'not': '%s'}}}}",
          "{'notification': {'title': 'T', 'lang': '%s'}}",
        }) {
      assertRefused(event(members.formatted(LONG)));
    }
    assertRefused(event("{'audience': {'topics': [" + "'a',".repeat(1_000) + "'a']}}"));
    String action = "{'action': 'a', 'title': 'A'}";
    assertRefused(
        event(
            "{'notification': {'title': 'T', 'actions': ["
                + (action + ",").repeat(16)
                + action
                + "]}}"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void anOutcomeThatIsWrittenIsValid(DeliveryOutcome outcome) {
    assertThat(OUTCOME.errors(Json.MAPPER.writeValueAsString(outcome))).isEmpty();
  }

  static DeliveryOutcome[] outcomes() {
    return new DeliveryOutcome[] {
      GoldenRecords.ACCEPTED, GoldenRecords.DEAD_LETTERED, GoldenRecords.REPLAYED
    };
  }

  @Test
  void anOutcomeMayHaveMembersThatNobodyKnowsYet() {
    assertThat(OUTCOME.errors(outcome("{'later': {}}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'outcome': 'delivered'}",
        "{'outcome': null}",
        "{'outcome': 'dead-lettered'}",
        "{'reason': 'refused'}",
        "{'deliveryId': 'short'}",
        "{'subscriptionId': 'ann'}",
        "{'attempts': -1}",
        "{'status': '201'}",
        "{'replay': 0}",
        "{'browser': 5}",
      })
  void whatIsNoOutcomeIsInvalid(String members) {
    assertThat(OUTCOME.errors(outcome(members))).isNotEmpty();
  }

  @Test
  void theSchemasNameEveryOutcomeAndEveryReason() {
    assertThat(OUTCOME.choices("outcome"))
        .isEqualTo(Arrays.stream(Outcome.values()).map(Outcome::label).toList());
    assertThat(OUTCOME.choices("reason")).isEqualTo(DeadLetterReason.labels());
    assertThat(RecordSchema.of("dead-letter-headers").choices("reason"))
        .isEqualTo(DeadLetterReason.labels());
  }

  private static void assertRefused(String event) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> NotificationRequested.parse(event.getBytes(UTF_8)));
    assertThat(EVENT.errors(event)).isNotEmpty();
  }

  private static String event(String members) {
    return with(
        "{'id': 'order-1', 'application': 'demo', 'audience': {'all': true},"
            + " 'notification': {'title': 'Shipped'}}",
        members);
  }

  private static String outcome(String members) {
    return with(Json.MAPPER.writeValueAsString(GoldenRecords.ACCEPTED), members);
  }

  private static String with(String object, String members) {
    return ((ObjectNode) json(object)).setAll((ObjectNode) json(members)).toString();
  }

  private static JsonNode json(String text) {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }
}
