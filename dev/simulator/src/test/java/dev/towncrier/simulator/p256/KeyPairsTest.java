package dev.towncrier.simulator.p256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPairsTest {
  @Test
  void makesDistinctPairsThatBelongTogether() throws GeneralSecurityException {
    List<EncodedKeyPair> pairs = KeyPairs.make(2_500);
    assertThat(pairs).hasSize(2_500).doesNotHaveDuplicates();
    for (int i : new int[] {0, 1, 999, 1_000, 2_499}) {
      assertThat(signsAndVerifies(pairs.get(i))).isTrue();
    }
  }

  @Test
  void refusesAPointThatIsNone() {
    assertThatThrownBy(() -> P256.publicKey(new byte[64])).hasMessageContaining("65 bytes");
    byte[] origin = new byte[65];
    origin[0] = 4;
    assertThatThrownBy(() -> P256.publicKey(origin)).hasMessageContaining("not on P-256");
  }

  private static boolean signsAndVerifies(EncodedKeyPair pair) throws GeneralSecurityException {
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(P256.privateKey(Base64Url.decode(pair.privateKey())));
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(P256.publicKey(Base64Url.decode(pair.publicKey())));
    signature.update((byte) 1);
    return signature.verify(signed);
  }
}
