package dev.towncrier.crypto.p256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidPublicKey;
import dev.towncrier.crypto.JdkP256;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What every implementation does, held against the JDK's. */
abstract class P256Contract {

  // NIST SP 800-186 section 3.2.1.3
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  final P256 p256;

  P256Contract(P256 p256) {
    this.p256 = p256;
  }

  // RFC 6979 appendix A.2.5
  @Example
  void findsThePublicKeyOfAPublishedScalar() {
    P256PrivateKey scalar =
        P256PrivateKey.decode(
            HexFormat.of()
                .parseHex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));
    assertThat(HexFormat.of().formatHex(p256.keyPair(scalar).publicKey().encoded()))
        .isEqualTo(
            "04"
                + "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
  }

  @Example
  void agreesAtBothEndsOfTheScalarsRange() throws GeneralSecurityException {
    agreesOnTheSecretThatTheJdkFinds(BigInteger.ONE);
    agreesOnTheSecretThatTheJdkFinds(ORDER.subtract(BigInteger.ONE));
  }

  @Example
  void refusesARecalledPointOffTheCurveWhenItIsToAgreeWithIt() {
    P256KeyPair own = p256.generateKeyPair();
    byte[] encoded = p256.generateKeyPair().publicKey().encoded();
    encoded[P256PublicKey.LENGTH - 1] ^= 1;
    P256PublicKey offCurve = P256PublicKey.recall(encoded);
    P256PublicKey zeros = P256PublicKey.recall(zeros());

    for (P256PublicKey peer : List.of(offCurve, zeros)) {
      assertThatExceptionOfType(InvalidPublicKey.class)
          .isThrownBy(() -> p256.agreeEphemerally(peer))
          .withMessageContaining("not on the curve");
      assertThatExceptionOfType(InvalidPublicKey.class).isThrownBy(() -> p256.agree(own, peer));
    }
  }

  private static byte[] zeros() {
    byte[] encoded = new byte[P256PublicKey.LENGTH];
    encoded[0] = 4;
    return encoded;
  }

  @Example
  void agreesWithARecalledKeyAsWithADecodedOne() {
    P256KeyPair own = p256.generateKeyPair();
    P256PublicKey peer = p256.generateKeyPair().publicKey();
    assertThat(p256.agree(own, P256PublicKey.recall(peer.encoded())).secret())
        .isEqualTo(p256.agree(own, peer).secret());
  }

  @Example
  void neverUsesAnEphemeralKeyTwice() {
    P256PublicKey peer = p256.generateKeyPair().publicKey();
    Set<P256PublicKey> seen = ConcurrentHashMap.newKeySet();
    inVirtualThreads(2_000, () -> seen.add(p256.agreeEphemerally(peer).publicKey()));
    assertThat(seen).hasSize(2_000);
  }

  @Example
  void agreesInManyThreadsAtOnce() {
    P256KeyPair peer = p256.generateKeyPair();
    Queue<AgreedSecret> agreed = new ConcurrentLinkedQueue<>();
    inVirtualThreads(2_000, () -> agreed.add(p256.agreeEphemerally(peer.publicKey())));
    assertThat(agreed)
        .hasSize(2_000)
        .allSatisfy(ours ->
            assertThat(p256.agree(peer, ours.publicKey()).secret()).isEqualTo(ours.secret()));
  }

  @Example
  void wipesASecretThatIsClosed() {
    AgreedSecret agreed = p256.agreeEphemerally(p256.generateKeyPair().publicKey());
    assertThat(agreed.secret()).isNotEqualTo(new byte[32]);
    agreed.close();
    assertThat(agreed.secret()).isEqualTo(new byte[32]);
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

  private static void inVirtualThreads(int count, Runnable task) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, count).forEach(_ -> threads.execute(task));
    }
  }

  private static P256PrivateKey privateKey(BigInteger scalar) {
    return P256PrivateKey.decode(HexFormat.of().parseHex("%064x".formatted(scalar)));
  }

  private static byte[] secretOf(KeyPair peer, P256PublicKey ours) throws GeneralSecurityException {
    return JdkP256.sharedSecret(
        (ECPrivateKey) peer.getPrivate(), JdkP256.publicKey(ours.encoded()));
  }
}
