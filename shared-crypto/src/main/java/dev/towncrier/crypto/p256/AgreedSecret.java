package dev.towncrier.crypto.p256;

import java.util.Arrays;

/**
 * What a Diffie-Hellman agreement gave, and the public key with which the peer finds the same.
 * Closing it wipes the secret.
 */
public final class AgreedSecret implements AutoCloseable {

  /** Length of the secret, in bytes. */
  public static final int LENGTH = 32;

  private final P256PublicKey publicKey;
  private final byte[] secret;

  AgreedSecret(P256PublicKey publicKey, byte[] secret) {
    this.publicKey = publicKey;
    this.secret = secret;
  }

  /** One's own public key, to be sent to the peer. */
  public P256PublicKey publicKey() {
    return publicKey;
  }

  /** The 32 bytes of the shared point's x coordinate: key material, not yet a key. */
  public byte[] secret() {
    return secret.clone();
  }

  /**
   * The same bytes, into an array that the caller wipes.
   *
   * @param target at least 32 bytes
   */
  public void copySecretTo(byte[] target) {
    System.arraycopy(secret, 0, target, 0, LENGTH);
  }

  /** Wipes the secret; the public key stays. */
  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public String toString() {
    return "AgreedSecret[redacted]";
  }
}
