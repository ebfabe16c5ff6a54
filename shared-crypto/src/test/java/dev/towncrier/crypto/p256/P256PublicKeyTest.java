package dev.towncrier.crypto.p256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class P256PublicKeyTest {

  // NIST SP 800-186 section 3.2.1.3: the base point and the field's prime
  private static final String X =
      "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
  private static final String Y =
      "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
  private static final String P =
      "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
  private static final byte[] BASE_POINT = HexFormat.of().parseHex("04" + X + Y);

  @Test
  void keepsTheEncodingOfAPoint() {
    assertThat(P256PublicKey.decode(BASE_POINT).encoded()).isEqualTo(BASE_POINT);
  }

  @Test
  void readsBase64UrlWithAndWithoutPadding() {
    P256PublicKey expected = P256PublicKey.decode(BASE_POINT);
    String padded = Base64.getUrlEncoder().encodeToString(BASE_POINT);
    assertThat(P256PublicKey.decode(padded)).isEqualTo(expected).hasSameHashCodeAs(expected);
    assertThat(P256PublicKey.decode(expected.base64Url())).isEqualTo(expected);
    assertThat(expected.base64Url()).doesNotContain("=").hasSize(87);
  }

  @Test
  void refusesAPointOffTheCurve() {
    byte[] off = BASE_POINT.clone();
    off[64] ^= 1;
    refused(off, "not on the curve");
  }

  @Test
  void refusesCoordinatesBeyondTheField() {
    // P-256 has a point with x = 0; the same written as x = p would be a second encoding of it.
    String yOfZero = "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4";
    assertThat(P256PublicKey.decode(HexFormat.of().parseHex("04" + "00".repeat(32) + yOfZero)))
        .isNotNull();
    refused(HexFormat.of().parseHex("04" + P + yOfZero), "not on the curve");
  }

  @Test
  void refusesInfinity() {
    refused(new byte[] {0}, "65 bytes, not 1");
    refused(new byte[65], "byte 4, not 0");
    byte[] zeros = new byte[65];
    zeros[0] = 4;
    refused(zeros, "not on the curve");
  }

  @Test
  void refusesTheCompressedForm() {
    refused(HexFormat.of().parseHex("03" + X), "65 bytes, not 33");
  }

  @Test
  void refusesTheHybridForm() {
    refused(HexFormat.of().parseHex("07" + X + Y), "byte 4, not 7");
  }

  @Test
  void refusesAnyOtherLength() {
    refused(new byte[0], "65 bytes, not 0");
    refused(Arrays.copyOf(BASE_POINT, 64), "65 bytes, not 64");
    refused(Arrays.copyOf(BASE_POINT, 66), "65 bytes, not 66");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BHx+/", "not base64url", "B"})
  void refusesWhatIsNotBase64Url(String text) {
    assertThatExceptionOfType(InvalidPublicKey.class)
        .isThrownBy(() -> P256PublicKey.decode(text))
        .withMessageContaining("not base64url");
  }

  @Test
  void isNotChangedThroughItsArrays() {
    byte[] given = BASE_POINT.clone();
    P256PublicKey key = P256PublicKey.decode(given);
    given[1] = 0;
    key.encoded()[1] = 0;
    assertThat(key.encoded()).isEqualTo(BASE_POINT);
  }

  private static void refused(byte[] encoded, String why) {
    assertThatExceptionOfType(InvalidPublicKey.class)
        .isThrownBy(() -> P256PublicKey.decode(encoded))
        .withMessageContaining(why);
  }
}
