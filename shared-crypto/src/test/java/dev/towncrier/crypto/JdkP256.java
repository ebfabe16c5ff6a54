package dev.towncrier.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** P-256 by the JDK alone: the other opinion that our own is held against. */
public final class JdkP256 {

  private static final ECParameterSpec CURVE = curve();

  private JdkP256() {}

  public static KeyPair generateKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(CURVE);
    return generator.generateKeyPair();
  }

  public static ECPublicKey publicKey(byte[] uncompressed) throws GeneralSecurityException {
    BigInteger x = new BigInteger(1, uncompressed, 1, 32);
    BigInteger y = new BigInteger(1, uncompressed, 33, 32);
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
  }

  public static ECPrivateKey privateKey(byte[] scalar) throws GeneralSecurityException {
    return (ECPrivateKey)
        KeyFactory.getInstance("EC")
            .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), CURVE));
  }

  public static byte[] uncompressed(ECPublicKey key) {
    byte[] encoded = new byte[65];
    encoded[0] = 4;
    put(key.getW().getAffineX(), encoded, 33);
    put(key.getW().getAffineY(), encoded, 65);
    return encoded;
  }

  public static byte[] sharedSecret(ECPrivateKey own, ECPublicKey peer)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own);
    agreement.doPhase(peer, true);
    return agreement.generateSecret();
  }

  public static boolean verifies(ECPublicKey key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(key);
    verifier.update(message);
    return verifier.verify(signature);
  }

  private static void put(BigInteger number, byte[] target, int end) {
    byte[] bytes = number.toByteArray();
    byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    System.arraycopy(unsigned, 0, target, end - unsigned.length, unsigned.length);
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
