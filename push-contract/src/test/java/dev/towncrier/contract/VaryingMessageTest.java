package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class VaryingMessageTest {
  private static final String DELIVERY = "AAAAAAAAAAAAAAAAAAAAAA";
  private static final String SHIPPED =
      """
      {"title": "Hello {{name|friend}}", "body": "To {{city}}, {{count}} parts, gift: {{gift}}",
       "navigate": "https://shop.example/{{city|all towns}}?n={{name}}", "icon": "https://shop.example/i.png",
       "actions": [{"action": "track", "title": "Track {{count|the}} parts",
                    "navigate": "https://shop.example/track#{{city}}"}]}
      """;
  private static final String LOCALES =
      """
      {"nb": {"title": "Hei {{name|du}}"},
       "pt-BR": {"title": "Oi", "body": "B", "navigate": "https://shop.example/br", "actions": []}}
      """;

  @Test
  void saysWhatTheTagsSay() {
    JsonNode notification =
        notification(
            SHIPPED,
            recipient(null, Map.of("name", "Ann", "city", "Oslo", "count", "3", "gift", "true")));

    assertThat(notification.get("title").stringValue()).isEqualTo("Hello Ann");
    assertThat(notification.get("body").stringValue()).isEqualTo("To Oslo, 3 parts, gift: true");
    assertThat(notification.get("navigate").stringValue())
        .isEqualTo("https://shop.example/Oslo?n=Ann");
    assertThat(notification.get("tag").stringValue()).isEqualTo(DELIVERY);
    JsonNode action = notification.get("actions").get(0);
    assertThat(action.get("title").stringValue()).isEqualTo("Track 3 parts");
    assertThat(action.get("navigate").stringValue()).isEqualTo("https://shop.example/track#Oslo");
  }

  @Test
  void saysTheDefaultOrNothingWhereThereIsNoTag() {
    JsonNode notification = notification(SHIPPED, Recipient.UNKNOWN);

    assertThat(notification.get("title").stringValue()).isEqualTo("Hello friend");
    assertThat(notification.get("body").stringValue()).isEqualTo("To ,  parts, gift: ");
    assertThat(notification.get("navigate").stringValue())
        .isEqualTo("https://shop.example/all%20towns?n=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void takesABlankTagForNone(String name) {
    assertThat(
            notification(SHIPPED, recipient(null, Map.of("name", name))).get("title").stringValue())
        .isEqualTo("Hello friend");
  }

  @Test
  void interpretsNothingInAValue() {
    String evil = "\", \"x\": {{city}} \\ {{{{ \u0001 </b>";
    JsonNode notification = notification(SHIPPED, recipient(null, Map.of("name", evil)));

    assertThat(notification.get("title").stringValue()).isEqualTo("Hello " + evil);
    assertThat(notification.get("navigate").stringValue())
        .isEqualTo(
            "https://shop.example/all%20towns?n=%22%2C%20%22x%22%3A%20%7B%7Bcity%7D%7D%20%5C%20"
                + "%7B%7B%7B%7B%20%01%20%3C%2Fb%3E");
  }

  @Test
  void cutsALongValueInATextAndLeavesItOutOfAUrl() {
    JsonNode notification =
        notification(SHIPPED, recipient(null, Map.of("city", "\u00e5".repeat(200))));

    assertThat(notification.get("body").stringValue())
        .isEqualTo("To " + "\u00e5".repeat(126) + "\u2026,  parts, gift: ");
    assertThat(notification.get("navigate").stringValue())
        .isEqualTo("https://shop.example/all%20towns?n=");
  }

  @Test
  void keepsBracesThatEarlierVersionsTook() {
    PushMessage message = message(object("{\"title\": \"{{ {{{ }}\"}"), object("{}"));

    assertThat(message.varies()).isFalse();
    assertThat(new String(message.json(DELIVERY, Recipient.UNKNOWN), UTF_8))
        .contains("\"title\":\"{{ {{{ }}\"");
  }

  @ParameterizedTest
  @CsvSource({
    "nb, Hei du, nb",
    "nb-NO, Hei du, nb",
    "NB-no, Hei du, nb",
    "pt-br, Oi, pt-BR",
    "pt, Hello friend, ",
    "en, Hello friend, ",
    ", Hello friend, "
  })
  void speaksTheLanguageOfItsRecipient(String locale, String title, String lang) {
    JsonNode notification = notification(SHIPPED, recipient(locale, Map.of()));

    assertThat(notification.get("title").stringValue()).isEqualTo(title);
    assertThat(notification.path("lang").asString(null)).isEqualTo(lang);
  }

  @Test
  void inheritsWhatAVariantDoesNotSayOtherwise() {
    JsonNode bokmal = notification(SHIPPED, recipient("nb", Map.of("city", "Oslo")));
    JsonNode portuguese = notification(SHIPPED, recipient("pt-BR", Map.of()));

    assertThat(bokmal.get("body").stringValue()).isEqualTo("To Oslo,  parts, gift: ");
    assertThat(bokmal.get("actions")).hasSize(1);
    assertThat(portuguese.get("icon").stringValue()).isEqualTo("https://shop.example/i.png");
    assertThat(portuguese.get("actions")).isEmpty();
  }

  @Test
  void knowsWhatItDependsOn() {
    PushMessage both = message(SHIPPED, LOCALES);
    PushMessage variants = message("{\"title\": \"T\"}", "{\"nb\": {\"title\": \"{{first}}!\"}}");

    assertThat(both.varies()).isTrue();
    assertThat(both.plaintexts()).isEqualTo(3);
    assertThat(both.tagNames()).containsExactlyInAnyOrder("name", "city", "count", "gift");
    assertThat(variants.varies()).isTrue();
    assertThat(variants.tagNames()).containsExactly("first");
  }

  @Test
  void isAsLargeAsItsLargestCase() {
    PushMessage message = message("{\"title\": \"{{a|b}}{{c}}\"}", "{}");
    byte[] largest =
        message.json(
            DELIVERY, recipient(null, Map.of("a", "\u00e5".repeat(128), "c", "x".repeat(256))));

    assertThat(largest).hasSize(message.size());
    assertThat(message.sizeInWords()).isEqualTo("up to " + message.size() + " bytes");
  }

  @Test
  void countsADefaultThatIsLongerThanAnyValue() {
    PushMessage message = message("{\"title\": \"{{a|%s}}\"}".formatted("x".repeat(1_000)), "{}");

    assertThat(message.json(DELIVERY, Recipient.UNKNOWN)).hasSize(message.size());
  }

  @Test
  void isAsLargeAsItsLargestVariant() {
    String body = "x".repeat(1_000);
    PushMessage message =
        message(
            "{\"title\": \"T\"}",
            "{\"nb\": {\"body\": \"%s\"}, \"nn\": {\"body\": \"\"}}".formatted(body));

    assertThat(message.json(DELIVERY, recipient("nb", Map.of()))).hasSize(message.size());
    assertThat(message.json(DELIVERY, Recipient.UNKNOWN)).hasSizeLessThan(1_000);
  }

  @Test
  void leavesTheEventAsItIs() {
    ObjectNode locales = object("{\"nb\":{\"actions\":[{\"action\":\"a\",\"title\":\"A\"}]}}");
    ObjectNode before = locales.deepCopy();

    var _ = message(object("{\"title\":\"T\"}"), locales);

    assertThat(locales).isEqualTo(before);
  }

  @Property(tries = 300)
  void isNeverLargerThanItSays(
      @ForAll @StringLength(max = 256) String name,
      @ForAll @StringLength(max = 256) String city,
      @ForAll boolean named) {
    Map<String, String> tags =
        Map.of(
            named ? "name" : "other",
            wellFormed(name),
            "city",
            wellFormed(city),
            "count",
            "1".repeat(300));
    PushMessage message = message(SHIPPED, LOCALES);
    byte[] json = message.json(DELIVERY, recipient("nb", tags));

    assertThat(json).hasSizeLessThanOrEqualTo(message.size());
    assertThat(Json.MAPPER.readTree(json).get("towncrier").get("deliveryId").stringValue())
        .isEqualTo(DELIVERY);
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  private static Recipient recipient(String locale, Map<String, String> tags) {
    return new Recipient(locale, tags);
  }

  private static JsonNode notification(String content, Recipient recipient) {
    return Json.MAPPER
        .readTree(message(content, LOCALES).json(DELIVERY, recipient))
        .get("notification");
  }

  private static PushMessage message(String content, String locales) {
    NotificationRequested event =
        SampleEvent.valid().with("notification", content).with("locales", locales).parse();
    return message(event.content(), event.locales());
  }

  private static PushMessage message(ObjectNode content, ObjectNode locales) {
    return PushMessage.of("order-1", content, locales, null, "https://shop.example/");
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json);
  }
}
