package dev.towncrier.crypto.p256;

/** What a Diffie-Hellman agreement gave, and the public key with which the peer finds the same. */
public final class AgreedSecret {

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

  @Override
  public String toString() {
    return "AgreedSecret[redacted]";
  }
}
