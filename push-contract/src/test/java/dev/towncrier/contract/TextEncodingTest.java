package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextEncodingTest {

  @Test
  void escapesWhatJsonEscapes() {
    assertThat(text("a\"b\\c\n\u0001/\u00e5\ud83d\ude00"))
        .isEqualTo("a\\\"b\\\\c\\n\\u0001/\u00e5\ud83d\ude00");
  }

  @Test
  void encodesAllButUnreservedCharactersOfAUrl() {
    assertThat(url("AZaz09-._~")).isEqualTo("AZaz09-._~");
    assertThat(url("a b/c?d=e&f#g%+\"\u00e5\ud83d\ude00"))
        .isEqualTo("a%20b%2Fc%3Fd%3De%26f%23g%25%2B%22%C3%A5%F0%9F%98%80");
  }

  @Test
  void cutsATextThatIsTooLongBetweenTwoCharacters() {
    assertThat(text("x".repeat(256))).isEqualTo("x".repeat(256));
    assertThat(text("x".repeat(257))).isEqualTo("x".repeat(253) + "\u2026");
    assertThat(text("\ud83d\ude00".repeat(65))).isEqualTo("\ud83d\ude00".repeat(63) + "\u2026");
    assertThat(text("\u0001".repeat(43))).isEqualTo("\\u0001".repeat(42) + "\u2026");
  }

  @Test
  void leavesAValueThatIsTooLongOutOfAUrl() {
    assertThat(url("\u00e5".repeat(42))).isEqualTo("%C3%A5".repeat(42));
    assertThat(TextEncoding.URL.encodeValue("\u00e5".repeat(43))).isNull();
  }

  @Property(tries = 500)
  void writesAnyValueInTheBytesThatItMayTake(@ForAll @StringLength(max = 256) String any) {
    String value = new String(any.getBytes(UTF_8), UTF_8);
    String written = text(value);

    assertThat(written.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(TextEncoding.MAX_VALUE);
    String read = Json.MAPPER.readTree("\"" + written + "\"").stringValue();
    if (read.equals(value)) {
      return;
    }
    assertThat(read).endsWith("\u2026");
    assertThat(value).startsWith(read.substring(0, read.length() - 1));
  }

  @Property(tries = 500)
  void writesAnyValueIntoAUrlThatKeepsIt(@ForAll @StringLength(max = 20) String any) {
    String value = new String(any.getBytes(UTF_8), UTF_8);

    URI uri = URI.create("https://shop.example/a?q=" + url(value) + "&r=1");

    assertThat(uri.getRawQuery()).matches("q=[A-Za-z0-9._~%-]*&r=1");
    assertThat(uri.getQuery()).isEqualTo("q=" + value + "&r=1");
  }

  private static String text(String value) {
    return new String(TextEncoding.TEXT.encodeValue(value), UTF_8);
  }

  private static String url(String value) {
    return new String(TextEncoding.URL.encodeValue(value), UTF_8);
  }
}
