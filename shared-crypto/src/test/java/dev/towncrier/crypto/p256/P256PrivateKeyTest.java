package dev.towncrier.crypto.p256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidPrivateKey;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class P256PrivateKeyTest {

  private static final String ONE =
      "0000000000000000000000000000000000000000000000000000000000000001";
  // NIST SP 800-186 section 3.2.1.3: n - 1, n and n + 1
  private static final String LARGEST =
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";
  private static final String ORDER =
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
  private static final String BEYOND =
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552";

  @ParameterizedTest
  @ValueSource(strings = {ONE, LARGEST})
  void keepsTheScalarsWithinItsRange(String hex) {
    byte[] scalar = HexFormat.of().parseHex(hex);
    assertThat(P256PrivateKey.decode(scalar).encoded()).isEqualTo(scalar);
  }

  @Test
  void refusesZeroAndTheOrderAndBeyond() {
    refused("00".repeat(32), "between 1 and n - 1");
    refused(ORDER, "between 1 and n - 1");
    refused(BEYOND, "between 1 and n - 1");
  }

  @Test
  void refusesAnyOtherLength() {
    refused("", "32 bytes, not 0");
    refused("01".repeat(31), "32 bytes, not 31");
    refused("00" + ONE, "32 bytes, not 33");
  }

  @Test
  void cannotBePrinted() {
    P256KeyPair pair = P256.bouncyCastle().generateKeyPair();
    String hex = HexFormat.of().formatHex(pair.privateKey().encoded());
    assertThat(pair.privateKey()).hasToString("P256PrivateKey[redacted]");
    assertThat(pair.toString()).doesNotContain(hex).contains("redacted");
  }

  private static void refused(String hex, String why) {
    assertThatExceptionOfType(InvalidPrivateKey.class)
        .isThrownBy(() -> P256PrivateKey.decode(HexFormat.of().parseHex(hex)))
        .withMessageContaining(why);
  }
}
