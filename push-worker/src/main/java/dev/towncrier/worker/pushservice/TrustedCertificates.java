package dev.towncrier.worker.pushservice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's certificates and those of a PEM file. */
public final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * A key store of everything that is trusted.
   *
   * @throws IllegalArgumentException if {@code extra} can't be read as PEM certificates
   */
  public static KeyStore with(@Nullable Path extra) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate certificate : ofJdk()) {
        store.setCertificateEntry("jdk-" + store.size(), certificate);
      }
      if (extra != null) {
        for (Certificate certificate : read(extra)) {
          store.setCertificateEntry("extra-" + store.size(), certificate);
        }
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK's certificates can't be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Iterable<? extends Certificate> read(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "towncrier.push-service.ca is no readable PEM file of certificates: " + pem, e);
    }
  }

  private static X509Certificate[] ofJdk() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    throw new IllegalStateException("The JDK has no X.509 trust manager");
  }
}
