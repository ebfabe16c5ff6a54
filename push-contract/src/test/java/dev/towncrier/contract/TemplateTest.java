package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Template.Variable;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  @Test
  void findsVariablesInTheirOrder() {
    assertThat(variables("{{greeting}} {{name|friend}}, {{name}}!"))
        .containsExactly(
            new Variable("greeting", ""), new Variable("name", "friend"), new Variable("name", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{{name}}; name; ''",
        "{{  name  }}; name; ''",
        "{{first name}}; first name; ''",
        "{{name|}}; name; ''",
        "{{ name | dear friend }}; name; dear friend",
        "{{name|a|b}}; name; a|b",
        "{{\u00e5r|\ud83d\ude00}}; \u00e5r; \ud83d\ude00",
        "{{a.b-c}}; a.b-c; ''"
      })
  void readsTheNameAndTheDefault(String text, String tag, String otherwise) {
    assertThat(variables(text)).containsExactly(new Variable(tag, otherwise));
    assertThat(Template.of(text).isWellFormed()).isTrue();
  }

  @Test
  void takesNamesAsLongAsTagsHaveThem() {
    String longest = "\ud83d\ude00".repeat(64);

    assertThat(variables("{{" + longest + "}}")).containsExactly(new Variable(longest, ""));
    assertThat(Template.of("{{" + longest + "x}}").isWellFormed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{",
        "{{}}",
        "{{ }}",
        "{{|x}}",
        "{{name",
        "{{name}",
        "{{{name}}}",
        "{{na{me}}",
        "{{a|{b}}",
        "{{name|}",
        "x {{{ y",
        "{{{{{{",
        "{{a}}{{"
      })
  void noticesBracesThatBeginNoVariable(String text) {
    assertThat(Template.of(text).isWellFormed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ } }} {x}; { } }} {x}",
        "{{{{; {{",
        "{{{{name}}; {{name}}",
        "a {{{{ b {{{{; a {{ b {{",
        "{{{{{{name}}; {{[name]",
        "{{name}}}; [name]}",
        "{{{{{; {{{"
      })
  void letsFourBracesStandForTwo(String text, String filled) {
    assertThat(Template.of(text).isWellFormed()).isTrue();
    assertThat(fill(text)).isEqualTo(filled);
  }

  @Property(tries = 500)
  void leavesATextWithoutDoubleBracesAsItIs(
      @ForAll @Chars({'{', '}', '|', ' ', 'a', '\u00e5'}) String text) {
    String plain = text.replaceAll("\\{+", "{");

    assertThat(fill(plain)).isEqualTo(plain);
  }

  @Property(tries = 500)
  void writesAnyTextOnceItsBracesAreDoubled(
      @ForAll @Chars({'{', '}', '|', ' ', 'a', '\u00e5'}) String text) {
    String escaped = text.replace("{{", "{{{{");

    assertThat(Template.of(escaped).isWellFormed()).isTrue();
    assertThat(fill(escaped)).isEqualTo(text);
  }

  private static List<Variable> variables(String text) {
    return Template.of(text).pieces().stream()
        .filter(Variable.class::isInstance)
        .map(Variable.class::cast)
        .toList();
  }

  private static String fill(String text) {
    return Template.of(text).filled(variable -> "[" + variable.tag() + "]");
  }
}
