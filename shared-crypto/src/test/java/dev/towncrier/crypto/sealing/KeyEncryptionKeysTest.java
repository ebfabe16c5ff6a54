package dev.towncrier.crypto.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidKeyEncryptionKeys;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEncryptionKeysTest {
  /** 32 bytes of all ones: in base64 it is slashes, in base64url underscores. */
  private static final String ONES = "_".repeat(42) + "8";

  private final KeyEncryptionKey first = KeyEncryptionKey.random();
  private final KeyEncryptionKey second = KeyEncryptionKey.random();

  @Test
  void readOneKeyALineTheCurrentOneFirst() {
    KeyEncryptionKeys keys = KeyEncryptionKeys.parse(first.text() + "\n" + second.text() + "\n");

    assertThat(keys.current()).isEqualTo(first);
    assertThat(keys.ids()).containsExactly(first.id(), second.id());
    assertThat(keys.find(second.id())).contains(second);
    assertThat(keys.find(new KeyId(0))).isEmpty();
  }

  @Test
  void passOverBlankLinesAndRemarks() {
    String text = "# made in spring\r\n\r\n  " + first.text() + "  \r\n# earlier\n" + second.text();

    assertThat(KeyEncryptionKeys.parse(text).ids()).containsExactly(first.id(), second.id());
  }

  @Test
  void takeBothAlphabetsWithAndWithoutPadding() {
    KeyEncryptionKey key = KeyEncryptionKeys.parse(ONES).current();

    assertThat(KeyEncryptionKeys.parse(ONES + "=").current()).isEqualTo(key);
    assertThat(KeyEncryptionKeys.parse("/".repeat(42) + "8=").current()).isEqualTo(key);
    assertThat(key.text()).isEqualTo(ONES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "# nothing here"})
  void areAtLeastOne(String text) {
    assertThatExceptionOfType(InvalidKeyEncryptionKeys.class)
        .isThrownBy(() -> KeyEncryptionKeys.parse(text))
        .withMessageContaining("no line with a key");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 31, 33, 64})
  void haveThirtyTwoBytes(int length) {
    String line = Base64.getUrlEncoder().encodeToString(new byte[length]);

    assertThatExceptionOfType(InvalidKeyEncryptionKeys.class)
        .isThrownBy(() -> KeyEncryptionKeys.parse(first.text() + "\n" + line))
        .withMessageContaining("line 2 holds " + length + " bytes")
        .withMessageNotContaining(line);
  }

  @Test
  void nameTheLineThatIsNoKeyWithoutQuotingIt() {
    assertThatExceptionOfType(InvalidKeyEncryptionKeys.class)
        .isThrownBy(() -> KeyEncryptionKeys.parse("\n" + first.text() + "\nhunter2!\n"))
        .withMessage("Not key-encryption keys: line 3 is not base64url")
        .withNoCause();
  }

  @Test
  void nameTheLineThatRepeatsAnother() {
    assertThatExceptionOfType(InvalidKeyEncryptionKeys.class)
        .isThrownBy(() -> KeyEncryptionKeys.parse(first.text() + "\n" + first.text() + "="))
        .withMessageContaining("line 2 repeats line 1");
    assertThatExceptionOfType(InvalidKeyEncryptionKeys.class)
        .isThrownBy(() -> KeyEncryptionKeys.of(first, second, first))
        .withMessageContaining("twice");
  }

  @Test
  void areNeverPrinted() {
    KeyEncryptionKeys keys = KeyEncryptionKeys.of(first, second);

    assertThat(keys.toString()).contains(first.id().toString(), second.id().toString());
    assertThat(keys.toString()).doesNotContain(first.text(), second.text());
    assertThat(first).hasToString("KeyEncryptionKey[id=" + first.id() + "]");
  }

  @Test
  void haveAnIdThatIsAlwaysTheSame() {
    KeyEncryptionKey zero = KeyEncryptionKey.decode(new byte[KeyEncryptionKey.LENGTH]);

    // printf 'towncrier key-encryption key id\0' | cat - <(head -c 32 /dev/zero) | sha256sum
    assertThat(zero.id()).hasToString("38c154a678ae3e2e");
    assertThat(KeyId.decode(zero.id().encoded())).isEqualTo(zero.id());
    assertThat(first.id()).isNotEqualTo(second.id());
  }
}
