package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PushMessageTest {
  private static final String DELIVERY = "AAAAAAAAAAAAAAAAAAAAAA";
  private static final String HOME = "https://shop.example/";
  private static final ObjectNode NO_LOCALES = Json.MAPPER.createObjectNode();

  @Test
  void isADeclarativePushMessageWithTheIds() {
    assertThat(json("{\"title\":\"T\",\"navigate\":\"https://shop.example/1\",\"tag\":\"t\"}", 3))
        .isEqualTo(
            "{\"web_push\":8030,\"mutable\":true,\"notification\":{\"title\":\"T\","
                + "\"navigate\":\"https://shop.example/1\",\"tag\":\"t\"},\"app_badge\":3,"
                + "\"towncrier\":{\"id\":\"order-1\",\"deliveryId\":\"AAAAAAAAAAAAAAAAAAAAAA\"}}");
  }

  @Test
  void fitsUpToTheLimit() {
    int rest = message("").size();
    int room = PushMessage.MAX_SIZE - rest;

    assertThat(message("x".repeat(room)).size()).isEqualTo(3_993);
    assertThat(message("x".repeat(room)).fits()).isTrue();
    assertThat(message("x".repeat(room + 1)).fits()).isFalse();
  }

  private static PushMessage message(String body) {
    ObjectNode content = Json.MAPPER.createObjectNode().put("title", "T").put("body", body);
    return PushMessage.of("order-1", content, NO_LOCALES, null, HOME);
  }

  @Test
  void leavesOutTheBadgeThatIsNotGiven() {
    assertThat(Json.MAPPER.readTree(json("{\"title\":\"T\"}", null)).has("app_badge")).isFalse();
  }

  @Test
  void carriesABadgeOfZero() {
    assertThat(Json.MAPPER.readTree(json("{\"title\":\"T\"}", 0)).get("app_badge").intValue())
        .isZero();
  }

  @Test
  void isTaggedWithTheDeliveryUnlessTaggedAlready() {
    assertThat(notification("{\"title\":\"T\"}").get("tag").stringValue()).isEqualTo(DELIVERY);
    assertThat(notification("{\"title\":\"T\",\"tag\":\"own\"}").get("tag").stringValue())
        .isEqualTo("own");
  }

  @Test
  void leadsToTheApplicationUnlessItLeadsElsewhere() {
    JsonNode notification =
        notification(
            """
            {"title": "T", "actions": [
              {"action": "a", "title": "A", "navigate": "https://shop.example/a"},
              {"action": "b", "title": "B"}]}
            """);

    assertThat(notification.get("navigate").stringValue()).isEqualTo(HOME);
    assertThat(notification.get("actions").get(0).get("navigate").stringValue())
        .isEqualTo("https://shop.example/a");
    assertThat(notification.get("actions").get(1).get("navigate").stringValue()).isEqualTo(HOME);
  }

  @Test
  void leavesTheEventAsItIs() {
    ObjectNode content =
        content("{\"title\":\"T\",\"actions\":[{\"action\":\"a\",\"title\":\"A\"}]}");
    ObjectNode before = content.deepCopy();

    var _ = PushMessage.of("order-1", content, NO_LOCALES, null, HOME);

    assertThat(content).isEqualTo(before);
  }

  @Test
  void differsBetweenDeliveriesInTheirIdsOnly() {
    PushMessage message =
        PushMessage.of("order-1", content("{\"title\":\"T\"}"), NO_LOCALES, null, HOME);
    String other = "BBBBBBBBBBBBBBBBBBBBBB";

    assertThat(new String(message.json(other, Recipient.UNKNOWN), UTF_8))
        .isEqualTo(
            new String(message.json(DELIVERY, Recipient.UNKNOWN), UTF_8).replace(DELIVERY, other));
  }

  @Test
  void isTheSameForEveryRecipientUnlessItVaries() {
    PushMessage message =
        PushMessage.of("order-1", content("{\"title\":\"T\"}"), NO_LOCALES, null, HOME);

    assertThat(message.varies()).isFalse();
    assertThat(message.sizeInWords()).isEqualTo(message.size() + " bytes");
    assertThat(message.json(DELIVERY, new Recipient("nb", Map.of("name", "Ann"))))
        .isEqualTo(message.json(DELIVERY, Recipient.UNKNOWN));
  }

  @Test
  void warnsAboveWhatReachesFirefoxOnAndroid() {
    int room = PushMessage.SAFE_SIZE - message("").size();

    assertThat(message("x".repeat(room)).warning()).isEmpty();
    assertThat(message("x".repeat(room + 1)).warning())
        .contains(
            "The push message has 2701 bytes; over 2700 it may not reach Firefox on Android.");
  }

  @Test
  void countsBytesAndNotCharacters() {
    String body = "\u00e6\u20ac\ud83d\ude00".repeat(100);
    ObjectNode content = content("{\"title\":\"T\"}").put("body", body);
    PushMessage message = PushMessage.of("b\u00f8r", content, NO_LOCALES, 1, HOME);

    assertThat(message.size())
        .isEqualTo(message.json(DELIVERY, Recipient.UNKNOWN).length)
        .isGreaterThan(900);
  }

  @Property(tries = 200)
  void holdsAnyTextAndKnowsItsSize(
      @ForAll @NotEmpty String title, @ForAll String id, @ForAll boolean tagged) {
    ObjectNode content = Json.MAPPER.createObjectNode().put("title", wellFormed(title));
    if (tagged) {
      content.put("tag", wellFormed(id));
    }
    PushMessage message = PushMessage.of(wellFormed(id), content, NO_LOCALES, null, HOME);
    byte[] json = message.json(DELIVERY, Recipient.UNKNOWN);
    JsonNode read = Json.MAPPER.readTree(json);

    assertThat(json).hasSize(message.size());
    assertThat(read.get("notification").get("title").stringValue()).isEqualTo(wellFormed(title));
    assertThat(read.get("towncrier").get("id").stringValue()).isEqualTo(wellFormed(id));
    assertThat(read.get("towncrier").get("deliveryId").stringValue()).isEqualTo(DELIVERY);
    assertThat(read.get("notification").get("tag").stringValue())
        .isEqualTo(tagged ? wellFormed(id) : DELIVERY);
  }

  @Property(tries = 200)
  void isWrittenAsItsNotificationIs(@ForAll String title, @ForAll String body) {
    ObjectNode content =
        content("{\"tag\":\"t\",\"lang\":\"{{lang}}\",\"navigate\":\"https://shop.example/1\"}")
            .put("title", withoutVariables(title))
            .put("body", withoutVariables(body));
    content.putObject("data").put("title", "{{title}}").put("n", 1.50);
    content
        .putArray("actions")
        .addObject()
        .put("action", "{{a}}")
        .put("title", withoutVariables(body))
        .put("navigate", "https://shop.example/%7Ba%7D");

    PushMessage message = PushMessage.of("order-1", content, NO_LOCALES, null, HOME);

    assertThat(new String(message.json(DELIVERY, Recipient.UNKNOWN), UTF_8))
        .isEqualTo(
            "{\"web_push\":8030,\"mutable\":true,\"notification\":"
                + content
                + ",\"towncrier\":{\"id\":\"order-1\",\"deliveryId\":\"AAAAAAAAAAAAAAAAAAAAAA\"}}");
  }

  private static String withoutVariables(String text) {
    return wellFormed(text).replaceAll("\\{+", "{");
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  private static JsonNode notification(String content) {
    return Json.MAPPER.readTree(json(content, null)).get("notification");
  }

  private static String json(String content, Integer appBadge) {
    return new String(
        PushMessage.of("order-1", content(content), NO_LOCALES, appBadge, HOME)
            .json(DELIVERY, Recipient.UNKNOWN),
        UTF_8);
  }

  private static ObjectNode content(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json);
  }
}
