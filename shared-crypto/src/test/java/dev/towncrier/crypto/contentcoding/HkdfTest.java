package dev.towncrier.crypto.contentcoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SALT = HEX.parseHex("000102030405060708090a0b0c");
  private static final byte[] KEYING_MATERIAL = HEX.parseHex("0b".repeat(22));
  private static final byte[] INFO = HEX.parseHex("f0f1f2f3f4f5f6f7f8f9");

  @Test
  void derivesTheFirstBlockOfRfc5869AppendixA1() {
    Hkdf hkdf = Hkdf.extract(SALT, KEYING_MATERIAL);
    String block = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf";
    assertThat(HEX.formatHex(hkdf.expand(INFO, 32))).isEqualTo(block);
    assertThat(HEX.formatHex(hkdf.expand(INFO, 12))).isEqualTo(block.substring(0, 24));
  }

  @Test
  void refusesOutputsOfMoreThanOneBlock() {
    Hkdf hkdf = Hkdf.extract(SALT, KEYING_MATERIAL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hkdf.expand(INFO, 33))
        .withMessageContaining("33");
    assertThatIllegalArgumentException().isThrownBy(() -> hkdf.expand(INFO, 0));
  }
}
