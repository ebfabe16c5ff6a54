package dev.towncrier.benchmarks.message;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/** A key pair by the JDK, in the forms that the libraries ask for. */
final class P256Keys {

  private static final int FIELD_LENGTH = 32;

  private final KeyPair pair;

  private P256Keys(KeyPair pair) {
    this.pair = pair;
  }

  static P256Keys generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new P256Keys(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no P-256", e);
    }
  }

  ECPublicKey publicKey() {
    return (ECPublicKey) pair.getPublic();
  }

  ECPrivateKey privateKey() {
    return (ECPrivateKey) pair.getPrivate();
  }

  /** 4, x, y (SEC 1 section 2.3.3). */
  byte[] uncompressed() {
    byte[] encoded = new byte[1 + 2 * FIELD_LENGTH];
    encoded[0] = 4;
    put(publicKey().getW().getAffineX(), encoded, 1 + FIELD_LENGTH);
    put(publicKey().getW().getAffineY(), encoded, 1 + 2 * FIELD_LENGTH);
    return encoded;
  }

  /** Big-endian. */
  byte[] scalar() {
    byte[] encoded = new byte[FIELD_LENGTH];
    put(privateKey().getS(), encoded, FIELD_LENGTH);
    return encoded;
  }

  private static void put(BigInteger number, byte[] target, int end) {
    byte[] bytes = number.toByteArray();
    byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    System.arraycopy(unsigned, 0, target, end - unsigned.length, unsigned.length);
  }
}
