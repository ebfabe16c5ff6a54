package dev.towncrier.crypto.p256;

import dev.towncrier.crypto.Pool;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;

/**
 * P-256 by the Amazon Corretto Crypto Provider, whose arithmetic is AWS-LC's, in C and assembly.
 * Signatures take fresh randomness from AWS-LC. Points are checked to be on the curve once more
 * when they enter the library.
 */
final class CorrettoP256 implements P256 {

  // Pairs that last are rare, and the provider doesn't tell the public key of a given private one.
  private final P256 pairs = P256.bouncyCastle();
  private final Provider provider;
  private final Pool<CorrettoTools> pool;

  /**
   * @throws P256Unavailable if the provider can't be used on this machine
   */
  static CorrettoP256 load() {
    return new CorrettoP256(CorrettoProvider.load());
  }

  private CorrettoP256(Provider provider) {
    this.provider = provider;
    this.pool = new Pool<>(() -> CorrettoTools.of(provider));
    pool.giveBack(pool.take()); // makes one now, so that what is missing is missed at the start
  }

  @Override
  public Optional<Provider> provider() {
    return Optional.of(provider);
  }

  @Override
  public P256KeyPair generateKeyPair() {
    return pairs.generateKeyPair();
  }

  @Override
  public P256KeyPair keyPair(P256PrivateKey privateKey) {
    return pairs.keyPair(privateKey);
  }

  @Override
  public AgreedSecret agree(P256KeyPair own, P256PublicKey peer) {
    return agreeing(
        peer,
        tools ->
            new AgreedSecret(
                own.publicKey(), tools.agree(imported(own.privateKey(), tools), peer)));
  }

  @Override
  public AgreedSecret agreeEphemerally(P256PublicKey peer) {
    return agreeing(peer, tools -> tools.agreeEphemerally(peer));
  }

  /** The library checks the point; only when it refuses is it asked why. */
  private AgreedSecret agreeing(P256PublicKey peer, Use<AgreedSecret> use) {
    try {
      return using(use);
    } catch (IllegalStateException e) {
      peer.requireOnCurve();
      throw e;
    }
  }

  @Override
  public byte[] sign(P256PrivateKey privateKey, byte[] message) {
    return using(tools -> tools.sign(imported(privateKey, tools), message));
  }

  private static PrivateKey imported(P256PrivateKey key, CorrettoTools tools)
      throws GeneralSecurityException {
    PrivateKey known = key.imported();
    if (known != null) {
      return known;
    }
    PrivateKey imported = tools.importKey(key);
    key.keepImported(imported);
    return imported;
  }

  private interface Use<R> {
    R with(CorrettoTools tools) throws GeneralSecurityException;
  }

  private <R> R using(Use<R> use) {
    CorrettoTools tools = pool.take();
    R result;
    try {
      result = use.with(tools);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The Corretto provider failed", e);
    }
    pool.giveBack(tools);
    return result;
  }
}
