package dev.towncrier.crypto.vapid.keyformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidCryptoInput;
import dev.towncrier.crypto.JdkP256;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PrivateKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyFormatTest {

  private final P256 p256 = P256.bouncyCastle();
  private final KeyReader reader = new KeyReader(p256);

  @Test
  void writesPemByteForByteAsOpenSslDoes() {
    P256KeyPair pair = reader.read(Fixture.PRIVATE_KEY);

    assertThat(KeyFormat.PKCS8.write(pair)).isEqualTo(Fixture.text("openssl-pkcs8.pem"));
    assertThat(KeyFormat.SEC1.write(pair)).isEqualTo(Fixture.text("openssl-ec.pem"));
  }

  @Test
  void writesThePairOfWebPushAsItsCommandDoes() {
    String printed = Fixture.text("web-push.json");

    assertThat(KeyFormat.RAW.write(reader.read(printed))).isEqualTo(printed);
  }

  @Test
  void writesJwkWithThePrivateKey() {
    assertThat(KeyFormat.JWK.write(reader.read(Fixture.PRIVATE_KEY)))
        .isEqualTo(
            """
            {"kty":"EC","crv":"P-256","x":"nBvGRhUquB8FRUycsvg5QysqnZNJLVCFHKnQCMCUHyg",\
            "y":"o87yGWbwm9xNcDVI0_SymJW_z6D6ukYd48vkVuJTAS4",\
            "d":"VEdO8ck0rlvReuhSC9Y6K5WhyXEvfa5dzSnG4mZzZAk"}
            """);
  }

  @Property(tries = 200)
  void readsBackWhatItWrote(@ForAll("pairs") P256KeyPair pair, @ForAll KeyFormat format) {
    P256KeyPair read = reader.read(format.write(pair));

    assertThat(read).isEqualTo(pair);
    assertThat(read.privateKey()).isEqualTo(pair.privateKey());
  }

  @Property(tries = 50)
  void theJdkReadsThePkcs8ThatItWrites(@ForAll("pairs") P256KeyPair pair)
      throws GeneralSecurityException {
    String body = KeyFormat.PKCS8.write(pair).replaceAll("-----[^-]+-----|\n", "");
    ECPrivateKey read =
        (ECPrivateKey)
            KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));

    assertThat(read.getS()).isEqualTo(new BigInteger(1, pair.privateKey().encoded()));
  }

  @Test
  void theReaderReadsThePkcs8ThatTheJdkWrites() throws GeneralSecurityException {
    for (int i = 0; i < 20; i++) {
      KeyPair jdk = JdkP256.generateKeyPair();

      P256KeyPair read = reader.read(PemText.write(PemText.PKCS8, jdk.getPrivate().getEncoded()));

      assertThat(read.publicKey().encoded())
          .isEqualTo(JdkP256.uncompressed((ECPublicKey) jdk.getPublic()));
    }
  }

  /** Both halves are written, so damage is found wherever it is. */
  @Property(tries = 2_000)
  void damageIsFoundOrHarmlessAndNeverQuoted(
      @ForAll("pairs") P256KeyPair pair,
      @ForAll KeyFormat format,
      @ForAll @IntRange(max = 400) int place,
      @ForAll("characters") char other) {
    StringBuilder text = new StringBuilder(format.write(pair));
    text.setCharAt(place % text.length(), other);

    sameOrRefused(pair, text.toString());
  }

  @Property(tries = 500)
  void whatWasCutOffIsFoundAndNeverQuoted(
      @ForAll("pairs") P256KeyPair pair,
      @ForAll KeyFormat format,
      @ForAll @IntRange(max = 400) int place) {
    String text = format.write(pair).strip();
    String cut = text.substring(0, place % text.length());

    assertThatExceptionOfType(InvalidCryptoInput.class)
        .isThrownBy(() -> reader.read(cut))
        .satisfies(e -> quotesNothingOf(pair, e));
  }

  private void sameOrRefused(P256KeyPair pair, String text) {
    try {
      assertThat(reader.read(text)).isEqualTo(pair);
    } catch (InvalidCryptoInput e) {
      quotesNothingOf(pair, e);
    }
  }

  private static void quotesNothingOf(P256KeyPair pair, InvalidCryptoInput e) {
    String secret = Base64Url.encode(pair.privateKey().encoded());
    assertThat(e).hasNoCause();
    for (int start = 0; start + 6 <= secret.length(); start++) {
      assertThat(e.getMessage()).doesNotContain(secret.substring(start, start + 6));
    }
  }

  @Provide
  Arbitrary<P256KeyPair> pairs() {
    return Arbitraries.randomValue(random -> {
      byte[] scalar = new byte[P256PrivateKey.LENGTH];
      random.nextBytes(scalar);
      scalar[0] &= 0x7f;
      return p256.keyPair(P256PrivateKey.decode(scalar));
    });
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.chars().range(' ', '~').with('\n');
  }
}
