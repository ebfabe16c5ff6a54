package dev.towncrier.crypto.backend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.crypto.message.Rfc8291Example;
import dev.towncrier.crypto.p256.AgreedSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an implementation has to get right before it may touch a message. */
final class SelfTest {

  private static final byte[] SIGNED = "Towncrier self-test".getBytes(US_ASCII);

  private SelfTest() {}

  /** What the implementation gets wrong; null if it passes. */
  static @Nullable String failure(P256 p256) {
    if (!Rfc8291Example.isReproducedBy(p256)) {
      return "the example of RFC 8291 came out differently";
    }
    P256KeyPair pair = p256.generateKeyPair();
    if (!agreesWithItself(p256, pair)) {
      return "two sides found different secrets";
    }
    if (!isVerifiedByTheJdk(pair.publicKey(), p256.sign(pair.privateKey(), SIGNED))) {
      return "the JDK rejects its signature";
    }
    return null;
  }

  private static boolean agreesWithItself(P256 p256, P256KeyPair pair) {
    try (AgreedSecret ours = p256.agreeEphemerally(pair.publicKey());
        AgreedSecret theirs = p256.agree(pair, ours.publicKey())) {
      return Arrays.equals(ours.secret(), theirs.secret());
    }
  }

  private static boolean isVerifiedByTheJdk(P256PublicKey key, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(jdkKey(key.encoded()));
      verifier.update(SIGNED);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK can't verify", e);
    }
  }

  private static PublicKey jdkKey(byte[] encoded) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    int middle = 1 + (encoded.length - 1) / 2;
    ECPoint point =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(encoded, 1, middle)),
            new BigInteger(1, Arrays.copyOfRange(encoded, middle, encoded.length)));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
  }
}
