package dev.towncrier.crypto.p256;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Security;
import net.jqwik.api.Example;

class CorrettoP256Test extends P256Contract {

  CorrettoP256Test() {
    super(Corretto.orSkip());
  }

  @Example
  void leavesTheProvidersOfTheJvmAlone() {
    assertThat(Security.getProviders()).doesNotContain(p256.provider().orElseThrow());
  }

  @Example
  void checksOnceMoreThatThePeerIsOnTheCurve() {
    byte[] offTheCurve = p256.generateKeyPair().publicKey().encoded();
    offTheCurve[64] ^= 1;
    P256PublicKey unchecked = P256PublicKey.computed(offTheCurve);
    assertThatThrownBy(() -> p256.agreeEphemerally(unchecked))
        .isInstanceOf(IllegalStateException.class);
    // What failed is thrown away, and the next agreement has fresh tools.
    P256KeyPair peer = p256.generateKeyPair();
    AgreedSecret agreed = p256.agreeEphemerally(peer.publicKey());
    assertThat(p256.agree(peer, agreed.publicKey()).secret()).isEqualTo(agreed.secret());
  }

  @Example
  void neverSignsTwiceAlike() {
    P256PrivateKey key = p256.generateKeyPair().privateKey();
    byte[] message = "sample".getBytes(US_ASCII);
    assertThat(p256.sign(key, message)).isNotEqualTo(p256.sign(key, message));
  }
}
