package dev.towncrier.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Audience;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.contract.SubscriptionTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Each test reads its audience slice by slice and counts it, and holds the two to agree. */
class AudienceTagsIT {
  private static final TestStore store = new TestStore();
  private final AtomicInteger events = new AtomicInteger();
  private final Application application = store.application();
  private final Map<UUID, String> paths = new LinkedHashMap<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"pro\" | text",
        "18 | number, decimal",
        "18.0 | number, decimal",
        "\"18\" | digits",
        "true | truth",
        "\"true\" | spelt",
        "\"\" | empty",
        "false |",
        "\"PRO\" |"
      })
  void readsWhoseTagHasTheValue(String value, String expected) {
    subscribe("text", "{\"a\": \"pro\"}");
    subscribe("number", "{\"a\": 18}");
    subscribe("decimal", "{\"a\": 18.0}");
    subscribe("digits", "{\"a\": \"18\"}");
    subscribe("truth", "{\"a\": true}");
    subscribe("spelt", "{\"a\": \"true\"}");
    subscribe("empty", "{\"a\": \"\"}");
    subscribe("none", "{\"b\": \"pro\"}");

    assertThat(read("{\"tags\": {\"a\": %s}}".formatted(value))).isEqualTo(names(expected));
  }

  @Test
  void readsWhoseTagHasAnotherValueOrIsNotThere() {
    subscribe("oslo", "{\"city\": \"Oslo\"}");
    subscribe("bergen", "{\"city\": \"Bergen\"}");
    subscribe("none", "{}");

    assertThat(read("{\"tags\": {\"city\": {\"not\": \"Oslo\"}}}"))
        .containsExactly("bergen", "none");
    assertThat(read("{\"tags\": {\"city\": {\"not\": 5}}}"))
        .containsExactly("oslo", "bergen", "none");
  }

  @Test
  void readsWhoHasTheTagOrHasItNot() {
    subscribe("yes", "{\"vip\": true}");
    subscribe("no", "{\"vip\": false}");
    subscribe("none", "{\"vip2\": true}");

    assertThat(read("{\"tags\": {\"vip\": {\"exists\": true}}}")).containsExactly("yes", "no");
    assertThat(read("{\"tags\": {\"vip\": {\"exists\": false}}}")).containsExactly("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "18 | same, decimal, more, digits, exponent",
        "18.25 | decimal, more, exponent",
        "-5 | same, decimal, more, digits, exponent, less, below",
        "-5.5 | same, decimal, more, digits, exponent, less, below",
        "1e300 | exponent",
        "1e308 |"
      })
  void comparesNumbersAndTextThatSpellsOne(String bound, String expected) {
    subscribe("same", "{\"age\": 18}");
    subscribe("decimal", "{\"age\": 18.5}");
    subscribe("more", "{\"age\": 123456789012345678901234567890}");
    subscribe("digits", "{\"age\": \"018.0\"}");
    subscribe("exponent", "{\"age\": \"1.5E+300\"}");
    subscribe("less", "{\"age\": 9}");
    subscribe("below", "{\"age\": -5}");

    assertThat(read("{\"tags\": {\"age\": {\"atLeast\": %s}}}".formatted(bound)))
        .isEqualTo(names(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"eighteen\"",
        "\"\"",
        "\" 20\"",
        "\"20 \"",
        "\"20\\n\"",
        "\"+20\"",
        "\"0x20\"",
        "\"1_000\"",
        "\"20,5\"",
        "\"20.\"",
        "\"1e9999999\"",
        "\"NaN\"",
        "\"Infinity\"",
        "\"٢٠\"",
        "\"２０\"",
        "true",
        "null"
      })
  void isNotDisturbedByATagThatIsNoNumber(String tag) {
    subscribe("odd", "{\"age\": %s}".formatted(tag));
    subscribe("adult", "{\"age\": 20}");

    assertThat(read("{\"tags\": {\"age\": {\"atLeast\": 0}}}")).containsExactly("adult");
  }

  @Test
  void wantsEveryCondition() {
    subscribe("both", "{\"plan\": \"pro\", \"age\": 20}");
    subscribe("young", "{\"plan\": \"pro\", \"age\": 17}");
    subscribe("free", "{\"plan\": \"free\", \"age\": 20}");

    assertThat(read("{\"tags\": {\"plan\": \"pro\", \"age\": {\"atLeast\": 18}}}"))
        .containsExactly("both");
  }

  @Test
  void narrowsTheUnionByTags() {
    subscribe("news", "{\"plan\": \"pro\"}", "news");
    subscribe("freeNews", "{\"plan\": \"free\"}", "news");
    store.tie(subscribe("ann", "{\"plan\": \"pro\"}"), "ann");
    store.tie(subscribe("freeAnn", "{}"), "ann");
    UUID named = subscribe("named", "{\"plan\": \"pro\"}");
    subscribe("other", "{\"plan\": \"pro\"}");

    assertThat(
            read(
                """
                {"topics": ["news"], "users": ["ann"], "subscriptions": ["%s"],
                 "tags": {"plan": "pro"}}
                """
                    .formatted(named)))
        .containsExactly("news", "ann", "named");
    assertThat(read("{\"topics\": [], \"tags\": {\"plan\": \"pro\"}}")).isEmpty();
    assertThat(read("{\"tags\": {\"plan\": \"pro\"}}"))
        .containsExactly("news", "ann", "named", "other");
  }

  @Test
  void takesAwayWhoIsExcludedAndNobodyElse() {
    subscribe("news", "{}", "news");
    subscribe("both", "{}", "news", "art");
    store.tie(subscribe("ann", "{}", "news"), "ann");
    store.tie(subscribe("bob", "{}", "news"), "bob");
    UUID named = subscribe("named", "{\"plan\": \"pro\"}", "news");
    subscribe("nothing", "{\"plan\": \"free\"}");

    assertThat(read("{\"topics\": [\"news\"], \"exclude\": {\"topics\": [\"art\"]}}"))
        .containsExactly("news", "ann", "bob", "named");
    assertThat(read("{\"all\": true, \"exclude\": {\"users\": [\"ann\"]}}"))
        .containsExactly("news", "both", "bob", "named", "nothing");
    assertThat(read("{\"all\": true, \"exclude\": {\"subscriptions\": [\"%s\"]}}".formatted(named)))
        .containsExactly("news", "both", "ann", "bob", "nothing");
    assertThat(read("{\"all\": true, \"exclude\": {\"tags\": {\"plan\": {\"exists\": true}}}}"))
        .containsExactly("news", "both", "ann", "bob");
    assertThat(
            read(
                """
                {"all": true,
                 "exclude": {"topics": ["art"], "users": ["ann", "bob"],
                             "subscriptions": ["%s"]}}
                """
                    .formatted(named)))
        .containsExactly("news", "nothing");
  }

  @Test
  void takesAwayNoMoreThanTheTagsOfAnExcludeNarrowItTo() {
    subscribe("pro", "{\"plan\": \"pro\"}", "news");
    subscribe("free", "{\"plan\": \"free\"}", "news");
    subscribe("other", "{\"plan\": \"pro\"}");

    assertThat(
            read(
                """
                {"all": true, "exclude": {"topics": ["news"], "tags": {"plan": "pro"}}}
                """))
        .containsExactly("free", "other");
    assertThat(
            read(
                """
                {"tags": {"plan": "pro"}, "exclude": {"topics": ["news"]}}
                """))
        .containsExactly("other");
  }

  @Test
  void takesAwayEveryoneOrNobody() {
    subscribe("one", "{}", "news");

    assertThat(read("{\"all\": true, \"exclude\": {\"all\": true}}")).isEmpty();
    assertThat(read("{\"all\": true, \"exclude\": {\"topics\": []}}")).containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's",
        "\"quoted\"",
        "back\\slash",
        "a'; drop table subscription; --",
        "? and ?? and :name and {0} and ${x}",
        "$.a ? (@ == 1)",
        "überall 📣",
        "\u0001\u2028 \uFEFF",
        "a.b->>'c'",
        "%_"
      })
  void takesAnyNameAndValueLiterally(String odd) {
    ObjectNode tag = Json.MAPPER.createObjectNode().put(odd, odd);
    subscribe("odd", tag.toString());
    subscribe("number", Json.MAPPER.createObjectNode().put(odd, 7).toString());
    subscribe("none", "{\"a\": \"b\"}");

    assertThat(read("{\"tags\": %s}".formatted(tag))).containsExactly("odd");
    assertThat(read(condition(odd, "not", "\"x\""))).containsExactly("odd", "number", "none");
    assertThat(read(condition(odd, "exists", "true"))).containsExactly("odd", "number");
    assertThat(read(condition(odd, "atLeast", "5"))).containsExactly("number");
    assertThat(read("{\"all\": true, \"exclude\": {\"tags\": %s}}".formatted(tag)))
        .containsExactly("number", "none");
  }

  @Test
  void countsNobodyOfAnotherApplicationNorWhoseKeyIsAnotherOne() {
    UUID mismatched = subscribe("mismatched", "{}");
    subscribe("one", "{}");
    store.subscribe(store.application(), "theirs");
    store.mark(mismatched, SubscriptionMarks.Kind.KEY_MISMATCH);

    assertThat(count("{\"all\": true}")).isOne();
  }

  @Test
  void countsWhoIsInTwiceOnce() {
    UUID both = subscribe("both", "{}", "news", "art");
    subscribe("other", "{}");

    assertThat(
            count("{\"topics\": [\"news\", \"art\"], \"subscriptions\": [\"%s\"]}".formatted(both)))
        .isOne();
  }

  private static String condition(String tag, String kind, String value) {
    ObjectNode audience = Json.MAPPER.createObjectNode();
    audience.putObject("tags").putObject(tag).set(kind, Json.MAPPER.readTree(value));
    return audience.toString();
  }

  private static List<String> names(String expected) {
    return expected == null ? List.of() : List.of(expected.split(", "));
  }

  private UUID subscribe(String path, String tags, String... topics) {
    Map<String, Object> read = SubscriptionTags.read(JsonMembers.parse(tags.getBytes(UTF_8)));
    var details = new SubscriptionDetails(List.of(topics), read, null, null);
    UUID id = store.subscribe(application, path, details).subscription().id();
    paths.put(id, path);
    return id;
  }

  private List<String> read(String audience) {
    Notification notification =
        store.claim(application, "event-" + events.incrementAndGet(), audience);
    List<String> members = store.memberIds(notification).stream().map(paths::get).toList();
    assertThat(count(audience)).isEqualTo(members.size());
    return members;
  }

  private int count(String audience) {
    return store.audiences.count(
        application.id(), Audience.read(JsonMembers.parse(audience.getBytes(UTF_8))));
  }
}
