package dev.towncrier.crypto.contentcoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class HkdfTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SALT = HEX.parseHex("000102030405060708090a0b0c");
  private static final byte[] KEYING_MATERIAL = HEX.parseHex("0b".repeat(22));
  private static final byte[] INFO = HEX.parseHex("f0f1f2f3f4f5f6f7f8f9");

  private final Hkdf hkdf = new Hkdf();

  @Example
  void derivesTheFirstBlockOfRfc5869AppendixA1() {
    hkdf.extract(SALT, KEYING_MATERIAL);
    String block = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf";
    assertThat(expanded(32)).isEqualTo(block);
    assertThat(expanded(12)).isEqualTo(block.substring(0, 24));
  }

  @Example
  void forgetsOneKeyForTheNext() {
    hkdf.extract(HEX.parseHex("ff".repeat(64)), KEYING_MATERIAL);
    hkdf.clear();
    derivesTheFirstBlockOfRfc5869AppendixA1();
  }

  @Property(tries = 200)
  void derivesWhatTheJdkDerives(
      @ForAll @Size(min = 1, max = 64) byte[] salt,
      @ForAll @Size(min = 1, max = 80) byte[] keyingMaterial,
      @ForAll @Size(max = 200) byte[] info)
      throws GeneralSecurityException {
    hkdf.extract(salt, keyingMaterial);
    HKDFParameterSpec parameters =
        HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(keyingMaterial).thenExpand(info, 32);
    byte[] output = new byte[32];
    hkdf.expand(info, output);
    assertThat(output).isEqualTo(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
  }

  @Example
  void refusesOutputsOfMoreThanOneBlock() {
    hkdf.extract(SALT, KEYING_MATERIAL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hkdf.expand(INFO, new byte[33]))
        .withMessageContaining("33");
    assertThatIllegalArgumentException().isThrownBy(() -> hkdf.expand(INFO, new byte[0]));
  }

  @Example
  void refusesSaltsOfMoreThanOneBlock() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hkdf.extract(new byte[65], KEYING_MATERIAL))
        .withMessageContaining("65");
    assertThatIllegalArgumentException().isThrownBy(() -> hkdf.extract(new byte[0], SALT));
  }

  private String expanded(int length) {
    byte[] output = new byte[length];
    hkdf.expand(INFO, output);
    return HEX.formatHex(output);
  }
}
