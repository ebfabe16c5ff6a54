package dev.towncrier.crypto.p256;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import javax.crypto.KeyAgreement;
import javax.security.auth.DestroyFailedException;

/** One set of the Corretto provider's tools; serves one thread at a time. */
final class CorrettoTools {

  private static final ECParameterSpec CURVE = curve();

  private final KeyPairGenerator generator;
  private final KeyAgreement agreement;
  private final KeyFactory keys;
  private final Signature signature;
  private final PeerKey peerKey = new PeerKey();

  private CorrettoTools(Provider provider) throws GeneralSecurityException {
    generator = KeyPairGenerator.getInstance("EC", provider);
    // By parameters: when it is given a name, the provider keeps native memory for each thread that
    // ever generates, and virtual threads never end coming.
    generator.initialize(CURVE);
    agreement = KeyAgreement.getInstance("ECDH", provider);
    keys = KeyFactory.getInstance("EC", provider);
    signature = Signature.getInstance("SHA256withECDSAinP1363Format", provider);
  }

  static CorrettoTools of(Provider provider) {
    try {
      return new CorrettoTools(provider);
    } catch (GeneralSecurityException e) {
      throw new P256Unavailable("it lacks what P-256 needs: " + e.getMessage(), e);
    }
  }

  /** Makes the library's own object of a key. The library computes the public key for it. */
  PrivateKey importKey(P256PrivateKey key) throws GeneralSecurityException {
    return keys.generatePrivate(new ECPrivateKeySpec(key.scalar(), CURVE));
  }

  byte[] agree(PrivateKey own, P256PublicKey peer) throws GeneralSecurityException {
    agreement.init(own);
    agreement.doPhase(peerKey.of(peer), true);
    return agreement.generateSecret();
  }

  AgreedSecret agreeEphemerally(P256PublicKey peer) throws GeneralSecurityException {
    KeyPair pair = generator.generateKeyPair();
    byte[] secret = agree(pair.getPrivate(), peer);
    byte[] encoded = pair.getPublic().getEncoded();
    forget(pair.getPrivate());
    return new AgreedSecret(P256PublicKey.computed(PeerKey.point(encoded)), secret);
  }

  byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  /** Makes the key unusable. Its native memory is wiped and freed once it is garbage. */
  private static void forget(PrivateKey key) throws GeneralSecurityException {
    try {
      key.destroy();
    } catch (DestroyFailedException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK does not know P-256", e);
    }
  }
}
