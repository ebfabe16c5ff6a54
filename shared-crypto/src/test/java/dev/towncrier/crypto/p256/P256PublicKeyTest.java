package dev.towncrier.crypto.p256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidPublicKey;
import java.math.BigInteger;
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

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void refusesThePointsOfTheTwist(int x) {
    BigInteger p = new BigInteger(P, 16);
    BigInteger right = rightSide(BigInteger.valueOf(x), p);
    // p is 3 modulo 4, so -1 has no root and either the curve or its twist has a point at x.
    BigInteger power = p.add(BigInteger.ONE).shiftRight(2);
    BigInteger root = right.modPow(power, p);
    boolean isOnCurve = root.multiply(root).mod(p).equals(right);
    BigInteger twistedRoot = p.subtract(right).modPow(power, p);
    if (isOnCurve) {
      assertThat(P256PublicKey.decode(point(x, root))).isNotNull();
    } else {
      assertThat(twistedRoot.multiply(twistedRoot).mod(p)).isEqualTo(p.subtract(right));
      refused(point(x, twistedRoot), "not on the curve");
    }
  }

  @Test
  void refusesCoordinatesBeyondTheField() {
    // P-256 has a point with x = 0; the same written as x = p would be a second encoding of it.
    String yOfZero = "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4";
    assertThat(P256PublicKey.decode(HexFormat.of().parseHex("04" + "00".repeat(32) + yOfZero)))
        .isNotNull();
    refused(HexFormat.of().parseHex("04" + P + yOfZero), "not on the curve");
    refused(HexFormat.of().parseHex("04" + "ff".repeat(32) + yOfZero), "not on the curve");
    refused(HexFormat.of().parseHex("04" + X + "ff".repeat(32)), "not on the curve");
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

  /** x^3 - 3x + b. */
  private static BigInteger rightSide(BigInteger x, BigInteger p) {
    BigInteger b =
        new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    return x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b).mod(p);
  }

  private static byte[] point(int x, BigInteger y) {
    return HexFormat.of().parseHex("04%064x%064x".formatted(x, y));
  }

  private static void refused(byte[] encoded, String why) {
    assertThatExceptionOfType(InvalidPublicKey.class)
        .isThrownBy(() -> P256PublicKey.decode(encoded))
        .withMessageContaining(why);
  }
}
