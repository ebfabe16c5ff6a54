package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"nb", "pt-BR", "zh-Hant-HK", "NB-no", "de-1996", "es-419", "sr-Latn-x-a", "und"})
  void takesLanguageTags(String tag) {
    assertThat(LanguageTags.isWellFormed(tag)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "pt_BR", "norwegian bokm\u00e5l", "n", "nb-", "-nb", "nb--NO", "nb NO"})
  void refusesWhatIsNone(String tag) {
    assertThat(LanguageTags.isWellFormed(tag)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "nb, nb",
    "NB, nb",
    "nb-NO, nb",
    "nb-NO-x-dialect, nb",
    "pt-BR, pt-br",
    "pt-br-abl1943, pt-br",
    "zh-Hant-CN-x-private1-private2, zh-hant",
    "zh-Hant, zh-hant"
  })
  void findsTheLongestBeginning(String language, String found) {
    assertThat(find(language)).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "n", "nbb", "pt", "zh", "zh-Hans", "", "-", "--", "x-nb", "no-nb"})
  void findsNothingElse(String language) {
    assertThat(find(language)).isNull();
  }

  @Test
  void takesASingleLetterAwayWithWhatFollowedIt() {
    assertThat(LanguageTags.lookUp("nb-x-y", Map.of("nb-x", "never", "nb", "found")))
        .isEqualTo("found");
  }

  private static String find(String language) {
    return LanguageTags.lookUp(
        language, Map.of("nb", "nb", "pt-br", "pt-br", "zh-hant", "zh-hant"));
  }
}
