package dev.towncrier.crypto.contentcoding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.towncrier.crypto.PayloadTooLarge;
import dev.towncrier.crypto.RandomBytes;
import dev.towncrier.crypto.p256.Corretto;
import java.security.Provider;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class Aes128GcmTest {

  // RFC 8188 section 3.1
  private static final byte[] SALT = decoded("I1BsxtFttlv3u_Oo94xnmw");
  private static final byte[] KEYING_MATERIAL = decoded("yqdlZ-tYemfogSmv7Ws5PQ");
  private static final byte[] NO_KEY_ID = {};

  private final Aes128Gcm coding = new Aes128Gcm(new Hkdf());

  @Test
  void encodesTheExampleOfRfc8188Section31() {
    byte[] body =
        coding.encode("I am the walrus".getBytes(US_ASCII), KEYING_MATERIAL, SALT, NO_KEY_ID);
    assertThat(body)
        .isEqualTo(
            decoded("I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg"));
  }

  @Test
  void encodesTheSameWithAnotherProvider() {
    Provider provider = Corretto.orSkip().provider().orElseThrow();
    Aes128Gcm other = new Aes128Gcm(new Hkdf(), provider);
    byte[] plaintext = RandomBytes.of(300);
    for (int i = 0; i < 3; i++) {
      byte[] salt = RandomBytes.of(16);
      assertThat(other.encode(plaintext, KEYING_MATERIAL, salt, NO_KEY_ID))
          .isEqualTo(coding.encode(plaintext, KEYING_MATERIAL, salt, NO_KEY_ID));
    }
  }

  @Test
  void fillsARecordAndNoMore() {
    byte[] full = coding.encode(new byte[4079], KEYING_MATERIAL, SALT, NO_KEY_ID);
    assertThat(full).hasSize(Aes128Gcm.headerLength(0) + Aes128Gcm.RECORD_SIZE);
    assertThatExceptionOfType(PayloadTooLarge.class)
        .isThrownBy(() -> coding.encode(new byte[4080], KEYING_MATERIAL, SALT, NO_KEY_ID))
        .withMessageContaining("4080 bytes")
        .withMessageContaining("4079 bytes");
  }

  @Test
  void refusesASaltOrKeyIdThatTheHeaderHasNoRoomFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coding.encode(NO_KEY_ID, KEYING_MATERIAL, new byte[15], NO_KEY_ID))
        .withMessageContaining("not 15");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coding.encode(NO_KEY_ID, KEYING_MATERIAL, SALT, new byte[256]))
        .withMessageContaining("not 256");
  }

  private static byte[] decoded(String base64Url) {
    return Base64.getUrlDecoder().decode(base64Url);
  }
}
