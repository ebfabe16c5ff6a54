package dev.towncrier.crypto.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.p256.AgreedSecret;
import dev.towncrier.crypto.p256.Corretto;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PrivateKey;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class CryptoBackendTest {

  private static final Candidate SOUND = new Candidate("sound", P256::bouncyCastle);

  @Test
  void takesTheFastestThatWorks() {
    Corretto.orSkip();
    CryptoBackend backend = CryptoBackend.choose(BackendPreference.AUTO);
    assertThat(backend.name()).isEqualTo("accp");
    assertThat(backend.reason()).isEqualTo("the fastest");
    assertThat(backend.p256().provider()).isPresent();
  }

  @Test
  void takesWhatIsAskedFor() {
    CryptoBackend backend = CryptoBackend.choose(BackendPreference.BOUNCYCASTLE);
    assertThat(backend.name()).isEqualTo("bouncycastle");
    assertThat(backend.reason()).isEqualTo("it was asked for");
    Corretto.orSkip();
    assertThat(CryptoBackend.choose(BackendPreference.ACCP).name()).isEqualTo("accp");
  }

  @Test
  void fallsThroughWhereTheRfcsExampleComesOutDifferently() {
    assertFallsThrough(
        new Flawed() {
          @Override
          public AgreedSecret agree(P256KeyPair own, P256PublicKey peer) {
            return super.agree(own, own.publicKey());
          }
        },
        "flawed: its self-test failed: the example of RFC 8291 came out differently");
  }

  @Test
  void fallsThroughWhereTwoSidesFindDifferentSecrets() {
    assertFallsThrough(
        new Flawed() {
          @Override
          public AgreedSecret agreeEphemerally(P256PublicKey peer) {
            return super.agreeEphemerally(generateKeyPair().publicKey());
          }
        },
        "flawed: its self-test failed: two sides found different secrets");
  }

  @Test
  void fallsThroughWhereASignatureIsWrong() {
    assertFallsThrough(
        new Flawed() {
          @Override
          public byte[] sign(P256PrivateKey privateKey, byte[] message) {
            return super.sign(privateKey, new byte[0]);
          }
        },
        "flawed: its self-test failed: the JDK rejects its signature");
  }

  @Test
  void fallsThroughWhateverIsThrown() {
    Candidate unlinked =
        new Candidate(
            "unlinked",
            () -> {
              throw new UnsatisfiedLinkError("no symbol");
            });
    Candidate failing =
        new Candidate(
            "failing",
            () -> {
              throw new IllegalStateException("broken");
            });
    CryptoBackend backend = CryptoBackend.firstUsable(List.of(unlinked, failing, SOUND));
    assertThat(backend.name()).isEqualTo("sound");
    assertThat(backend.reason()).contains("unlinked: ", "no symbol", "; failing: ", "broken");
  }

  @Test
  void saysWhyNoneCanBeUsed() {
    Candidate flawed = new Candidate("flawed", WronglySigning::new);
    assertThatExceptionOfType(UnusableBackend.class)
        .isThrownBy(() -> CryptoBackend.firstUsable(List.of(flawed)))
        .withMessage(
            "No crypto backend can be used: "
                + "flawed: its self-test failed: the JDK rejects its signature");
  }

  @Test
  void doesNotFallThroughFromOneThatIsAskedFor() {
    Candidate flawed = new Candidate("flawed", WronglySigning::new);
    assertThatExceptionOfType(UnusableBackend.class)
        .isThrownBy(() -> CryptoBackend.wanted(flawed))
        .withMessage(
            "The crypto backend flawed was asked for and can't be used: "
                + "its self-test failed: the JDK rejects its signature");
  }

  private static void assertFallsThrough(P256 flawed, String reason) {
    CryptoBackend backend =
        CryptoBackend.firstUsable(List.of(new Candidate("flawed", () -> flawed), SOUND));
    assertThat(backend.name()).isEqualTo("sound");
    assertThat(backend.reason()).isEqualTo(reason);
  }

  private static final class WronglySigning extends Flawed {
    @Override
    public byte[] sign(P256PrivateKey privateKey, byte[] message) {
      return new byte[64];
    }
  }

  /** Right in all that a subclass leaves alone. */
  private static class Flawed implements P256 {
    private final P256 right = P256.bouncyCastle();

    @Override
    public P256KeyPair generateKeyPair() {
      return right.generateKeyPair();
    }

    @Override
    public P256KeyPair keyPair(P256PrivateKey privateKey) {
      return right.keyPair(privateKey);
    }

    @Override
    public AgreedSecret agree(P256KeyPair own, P256PublicKey peer) {
      return right.agree(own, peer);
    }

    @Override
    public byte[] sign(P256PrivateKey privateKey, byte[] message) {
      return right.sign(privateKey, message);
    }
  }
}
