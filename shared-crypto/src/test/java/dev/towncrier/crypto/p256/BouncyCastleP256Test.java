package dev.towncrier.crypto.p256;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.JdkP256;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BouncyCastleP256Test {

  // NIST SP 800-186 section 3.2.1.3
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final P256 p256 = P256.bouncyCastle();

  @Example
  void signsAsRfc6979AppendixA25() {
    P256KeyPair pair =
        p256.keyPair(
            P256PrivateKey.decode(
                HexFormat.of()
                    .parseHex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")));
    assertThat(HexFormat.of().formatHex(pair.publicKey().encoded()))
        .isEqualTo(
            "04"
                + "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
    assertThat(HexFormat.of().formatHex(p256.sign(pair.privateKey(), "sample".getBytes(US_ASCII))))
        .isEqualTo(
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
  }

  @Property(tries = 100)
  void agreesOnTheSecretThatTheJdkFinds(@ForAll("scalars") BigInteger scalar)
      throws GeneralSecurityException {
    KeyPair peer = JdkP256.generateKeyPair();
    P256PublicKey peerKey =
        P256PublicKey.decode(JdkP256.uncompressed((ECPublicKey) peer.getPublic()));
    P256KeyPair own = p256.keyPair(privateKey(scalar));
    assertThat(p256.agree(own, peerKey).secret()).isEqualTo(secretOf(peer, own.publicKey()));
    AgreedSecret ephemeral = p256.agreeEphemerally(peerKey);
    assertThat(ephemeral.secret()).isEqualTo(secretOf(peer, ephemeral.publicKey()));
  }

  @Property(tries = 100)
  void signsWhatTheJdkVerifies(@ForAll byte[] message) throws GeneralSecurityException {
    P256KeyPair pair = p256.generateKeyPair();
    byte[] signature = p256.sign(pair.privateKey(), message);
    ECPublicKey key = JdkP256.publicKey(pair.publicKey().encoded());
    assertThat(JdkP256.verifies(key, message, signature)).isTrue();
    signature[63] ^= 1;
    assertThat(JdkP256.verifies(key, message, signature)).isFalse();
  }

  @Property(tries = 100)
  void findsThePublicKeyThatBelongsToAScalar(@ForAll("scalars") BigInteger scalar) {
    P256KeyPair pair = p256.keyPair(privateKey(scalar));
    assertThat(P256PublicKey.decode(pair.publicKey().encoded())).isEqualTo(pair.publicKey());
    P256KeyPair negated = p256.keyPair(privateKey(ORDER.subtract(scalar)));
    assertThat(negated.publicKey().x()).isEqualTo(pair.publicKey().x());
    assertThat(negated).isNotEqualTo(pair);
  }

  @Example
  void restoresAPairFromItsStoredPrivateKey() {
    P256KeyPair pair = p256.generateKeyPair();
    P256KeyPair restored = p256.keyPair(P256PrivateKey.decode(pair.privateKey().encoded()));
    assertThat(restored).isEqualTo(pair).hasSameHashCodeAs(pair);
    assertThat(restored.privateKey()).isEqualTo(pair.privateKey());
    assertThat(p256.generateKeyPair()).isNotEqualTo(pair);
  }

  @Provide
  Arbitrary<BigInteger> scalars() {
    return Arbitraries.bigIntegers().between(BigInteger.ONE, ORDER.subtract(BigInteger.ONE));
  }

  private static P256PrivateKey privateKey(BigInteger scalar) {
    return P256PrivateKey.decode(HexFormat.of().parseHex("%064x".formatted(scalar)));
  }

  private static byte[] secretOf(KeyPair peer, P256PublicKey ours) throws GeneralSecurityException {
    return JdkP256.sharedSecret(
        (ECPrivateKey) peer.getPrivate(), JdkP256.publicKey(ours.encoded()));
  }
}
