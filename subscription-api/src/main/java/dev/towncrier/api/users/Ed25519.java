package dev.towncrier.api.users;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Signatures of Ed25519 (RFC 8032), by the JDK. */
final class Ed25519 {
  private static final String NAME = "Ed25519";

  /** What stands before a public key in its SubjectPublicKeyInfo (RFC 8410 section 4). */
  private static final byte[] HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /** Whether these 32 bytes encode a point of the curve. */
  static boolean isPublicKey(byte[] key) {
    try {
      verifier(key);
      return true;
    } catch (InvalidKeyException | InvalidKeySpecException _) {
      return false;
    }
  }

  /** Whether {@code signature} is the holder's of {@code key}, of {@code message}. */
  static boolean verifies(byte[] key, byte[] message, byte[] signature) {
    try {
      Signature verifier = verifier(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException _) {
      return false; // of the wrong length
    } catch (InvalidKeyException | InvalidKeySpecException e) {
      throw new IllegalStateException("A stored public key of Ed25519 is none", e);
    }
  }

  private static Signature verifier(byte[] key)
      throws InvalidKeyException, InvalidKeySpecException {
    byte[] encoded = new byte[HEADER.length + key.length];
    System.arraycopy(HEADER, 0, encoded, 0, HEADER.length);
    System.arraycopy(key, 0, encoded, HEADER.length, key.length);
    try {
      PublicKey publicKey =
          KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
      Signature verifier = Signature.getInstance(NAME);
      verifier.initVerify(publicKey);
      return verifier;
    } catch (InvalidKeyException | InvalidKeySpecException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has Ed25519", e);
    }
  }
}
