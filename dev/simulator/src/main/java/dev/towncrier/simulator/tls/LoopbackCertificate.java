package dev.towncrier.simulator.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate for loopback under an authority of its own, whose key is thrown away at once. */
record LoopbackCertificate(PrivateKey key, X509Certificate own, X509Certificate authority) {
  private static final X500Name AUTHORITY = new X500Name("CN=Towncrier simulator authority");
  private static final X500Name SERVER = new X500Name("CN=localhost");
  private static final List<String> ADDRESSES = List.of("127.0.0.1", "::1");

  /** Those of known push services too, for senders that resolve these to this machine. */
  private static final List<String> NAMES =
      List.of(
          "localhost",
          "fcm.googleapis.com",
          "jmt17.google.com",
          "updates.push.services.mozilla.com",
          "*.push.services.mozilla.com",
          "*.push.apple.com",
          "*.notify.windows.com");

  // Fixed, so that tests with a clock of their own can talk to it.
  private static final Date FROM = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
  private static final Date TO = Date.from(Instant.parse("2049-12-31T00:00:00Z"));

  Certificate[] chain() {
    return new Certificate[] {own, authority};
  }

  static LoopbackCertificate make() throws GeneralSecurityException {
    KeyPair authorityKey = keyPair();
    KeyPair serverKey = keyPair();
    try {
      var authority = authority(authorityKey);
      var server = server(serverKey, authorityKey.getPrivate());
      return new LoopbackCertificate(serverKey.getPrivate(), server, authority);
    } catch (CertIOException | OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static X509Certificate authority(KeyPair key)
      throws CertIOException, OperatorCreationException, GeneralSecurityException {
    var builder =
        new JcaX509v3CertificateBuilder(AUTHORITY, serial(), FROM, TO, AUTHORITY, key.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return sign(builder, key.getPrivate());
  }

  private static X509Certificate server(KeyPair key, PrivateKey authorityKey)
      throws CertIOException, OperatorCreationException, GeneralSecurityException {
    var builder =
        new JcaX509v3CertificateBuilder(AUTHORITY, serial(), FROM, TO, SERVER, key.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names()));
    return sign(builder, authorityKey);
  }

  private static GeneralName[] names() {
    return Stream.concat(
            NAMES.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
            ADDRESSES.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
        .toArray(GeneralName[]::new);
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static BigInteger serial() {
    return new BigInteger(64, new SecureRandom()).add(BigInteger.ONE);
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  @Override
  public String toString() {
    return "LoopbackCertificate[redacted]";
  }
}
