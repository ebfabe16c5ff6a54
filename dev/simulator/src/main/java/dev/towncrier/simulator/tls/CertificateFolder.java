package dev.towncrier.simulator.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.simulator.files.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** Where the certificates are kept: made once, then the same for ever. */
public final class CertificateFolder {
  /** Protects nothing, since the file's mode does; a key store has to have one. */
  public static final String PASSWORD = "simulator";

  private final Path folder;

  public CertificateFolder(Path folder) {
    this.folder = folder;
  }

  /** The certificate authority for clients to trust, in PEM; there once a server key was asked. */
  public Path authority() {
    return folder.resolve("ca.pem");
  }

  /**
   * The key and certificate of the server, made if they are not there.
   *
   * @throws UncheckedIOException if the folder cannot be read or written
   */
  public KeyStore serverKey() {
    Path file = folder.resolve("server.p12");
    try {
      if (Files.notExists(file) || Files.notExists(authority())) write(file);
      var store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException("certificates in " + folder + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("certificates in " + folder + ": " + e.getMessage(), e);
    }
  }

  private void write(Path file) throws IOException, GeneralSecurityException {
    OwnerOnly.createFolder(folder);
    LoopbackCertificate made = LoopbackCertificate.make();
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", made.key(), PASSWORD.toCharArray(), made.chain());
    Path unfinished = folder.resolve("server.p12.new");
    OwnerOnly.createFile(unfinished);
    try (OutputStream out = Files.newOutputStream(unfinished)) {
      store.store(out, PASSWORD.toCharArray());
    }
    Files.writeString(authority(), pem(made.authority()));
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));
    return "-----BEGIN CERTIFICATE-----\n"
        + lines.encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
