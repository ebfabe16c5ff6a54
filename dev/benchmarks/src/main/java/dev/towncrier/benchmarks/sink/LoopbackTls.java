package dev.towncrier.benchmarks.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for 127.0.0.1, made by the JDK's keytool.
 *
 * @param keyStore PKCS #12, with its key
 * @param trustStore PKCS #12, for a JVM that is to trust it
 * @param pem for everyone else
 */
public record LoopbackTls(Path keyStore, Path trustStore, Path pem) {

  /** Of both stores; what they protect lasts as long as a run. */
  public static final String PASSWORD = "loopback";

  private static final String ALIAS = "sink";

  /** Makes one in a folder. */
  public static LoopbackTls make(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    LoopbackTls made =
        new LoopbackTls(
            folder.resolve("sink.p12"), folder.resolve("trust.p12"), folder.resolve("sink.pem"));
    made.generate();
    made.exportCertificate();
    return made;
  }

  private void generate() throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=127.0.0.1",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-ext",
                    "bc:critical=ca:true",
                    "-validity",
                    "30",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    keyStore.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + output);
    }
  }

  private void exportCertificate() throws IOException, GeneralSecurityException {
    char[] password = PASSWORD.toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(keyStore)) {
      keys.load(in, password);
    }
    Certificate certificate = keys.getCertificate(ALIAS);
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, password);
    trust.setCertificateEntry(ALIAS, certificate);
    try (var out = Files.newOutputStream(trustStore)) {
      trust.store(out, password);
    }
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    Files.writeString(
        pem, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }
}
