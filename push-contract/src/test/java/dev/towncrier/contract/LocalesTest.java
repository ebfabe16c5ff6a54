package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class LocalesTest {

  @Test
  void keepsWhatAVariantSaysOtherwise() {
    assertThat(
            read(
                """
                {"nb": {"title": "Sendt", "body": null, "sound": "pling", "silent": true,
                        "actions": [{"action": "track", "title": "Spor", "type": "button"}]},
                 "ar": {"dir": "rtl"}}
                """))
        .hasToString(
            "{\"nb\":{\"title\":\"Sendt\",\"silent\":true,"
                + "\"actions\":[{\"action\":\"track\",\"title\":\"Spor\"}],\"lang\":\"nb\"},"
                + "\"ar\":{\"dir\":\"rtl\",\"lang\":\"ar\"}}");
  }

  @Test
  void isInItsLanguageUnlessItSaysOtherwise() {
    assertThat(read("{\"pt-BR\": {}, \"no\": {\"lang\": \"nb\"}}"))
        .hasToString("{\"pt-BR\":{\"lang\":\"pt-BR\"},\"no\":{\"lang\":\"nb\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"nb\": null}"})
  void areEmptyWithoutAVariant(String locales) {
    assertThat(read(locales)).isEmpty();
    assertThat(SampleEvent.valid().parse().locales()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | locales | must be a JSON object",
        "{\"nb\": \"Sendt\"} | locales.nb | must be a JSON object",
        "{\"nb\": {\"title\": 5}} | locales.nb.title | must be a string",
        "{\"nb\": {\"title\": \"\"}} | locales.nb.title | has 0 characters",
        "{\"nb\": {\"navigate\": \"x\"}} | locales.nb.navigate | must be an absolute http",
        "{\"nb\": {\"dir\": \"up\"}} | locales.nb.dir | must be one of auto, ltr, rtl, not \"up\"",
        "{\"nb\": {\"body\": \"{{\"}} | locales.nb.body | has {{ that begins no variable",
        "{\"nb\": {\"actions\": [{}]}} | locales.nb.actions[0].action | is required",
        "{\"pt_BR\": {}} | locales | has the name \"pt_BR\", which is no language tag (BCP 47)",
        "{\"nb\": {}, \"NB\": {}} | locales.NB | is the same language as nb"
      })
  void namesTheMemberThatIsWrong(String locales, String member, String problem) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> read(locales))
        .withMessageStartingWith(member + " " + problem)
        .satisfies(refusal -> assertThat(refusal.member()).isEqualTo(member));
  }

  @Test
  void takesSixtyFourVariants() {
    assertThat(read(variants(64))).hasSize(64);

    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> read(variants(65)))
        .withMessage("locales has 65 members, over the limit of 64");
  }

  private static String variants(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"x-%d\": {}".formatted(i))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static ObjectNode read(String locales) {
    return SampleEvent.valid().with("locales", locales).parse().locales();
  }
}
