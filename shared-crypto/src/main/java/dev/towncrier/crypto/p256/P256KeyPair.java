package dev.towncrier.crypto.p256;

/**
 * A private key and the public key that belongs to it. Only {@link P256} makes pairs, by computing
 * the public key, so the two always match; equal public keys therefore mean equal pairs.
 */
public final class P256KeyPair {

  private final P256PublicKey publicKey;
  private final P256PrivateKey privateKey;

  P256KeyPair(P256PublicKey publicKey, P256PrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /** The half to give away. */
  public P256PublicKey publicKey() {
    return publicKey;
  }

  /** The half to keep. */
  public P256PrivateKey privateKey() {
    return privateKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof P256KeyPair that && publicKey.equals(that.publicKey);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  @Override
  public String toString() {
    return "P256KeyPair[" + publicKey + ", private key redacted]";
  }
}
