package dev.towncrier.crypto.p256;

import dev.towncrier.crypto.InvalidPublicKey;
import java.security.Provider;
import java.util.Optional;

/**
 * What Web Push needs of the curve P-256 (NIST FIPS 186-5, secp256r1), to be implemented by more
 * than one library. Curve arithmetic only: it is 95 % of the cost of a message. Implementations are
 * thread-safe and share no lock that is held for longer than a table look-up.
 */
public interface P256 {

  /** The portable implementation, in Java alone. */
  static P256 bouncyCastle() {
    return new BouncyCastleP256();
  }

  /**
   * The fastest implementation, by the Amazon Corretto Crypto Provider. Its library exists for
   * Linux on x86_64 and aarch64 and for macOS on aarch64.
   *
   * @throws P256Unavailable if the library isn't there or can't be loaded
   */
  static P256 corretto() {
    return CorrettoP256.load();
  }

  /** The JCA provider behind it, if there is one, for whoever wants its other primitives too. */
  default Optional<Provider> provider() {
    return Optional.empty();
  }

  /** Makes a fresh key pair. */
  P256KeyPair generateKeyPair();

  /** The key pair of a known private key: computes its public key. */
  P256KeyPair keyPair(P256PrivateKey privateKey);

  /**
   * Elliptic-curve Diffie-Hellman (NIST SP 800-56A section 5.7.1.2) with a pair of one's own.
   *
   * @throws InvalidPublicKey if the peer's key was recalled and is not on the curve
   */
  AgreedSecret agree(P256KeyPair own, P256PublicKey peer);

  /**
   * The same with a pair that is made for this one agreement and then forgotten. An implementation
   * overrides it where it can do both in one step.
   */
  default AgreedSecret agreeEphemerally(P256PublicKey peer) {
    return agree(generateKeyPair(), peer);
  }

  /**
   * Signs with ECDSA over SHA-256.
   *
   * @return 64 bytes, r then s, as JWS wants it (RFC 7518 section 3.4)
   */
  byte[] sign(P256PrivateKey privateKey, byte[] message);
}
