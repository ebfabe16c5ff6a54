package dev.towncrier.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as Spring Boot's own properties turn it on. */
class TlsIT {
  private static final String PASSWORD = "of-a-test";

  @TempDir private Path folder;

  @Test
  void speaksTlsWithTheOperatorsCertificate() throws Exception {
    Path keys = selfSigned();
    RunningApi shared = RunningApi.shared();
    String path = "/v1/applications/" + shared.newApplication().id() + "/config";
    Map<String, String> settings =
        Map.of(
            "server.ssl.key-store",
            keys.toString(),
            "server.ssl.key-store-password",
            PASSWORD,
            "server.ssl.key-store-type",
            "PKCS12");
    try (RunningApi api = shared.another(settings);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(keys)).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + path)).build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000");
      assertThat(plainly(api, path)).startsWith("HTTP/1.1 400");
      HttpResponse<String> signedIn =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("https://localhost:" + api.port() + "/console/session"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"key\": \"" + RunningApi.ADMIN_KEY + "\"}"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(signedIn.headers().firstValue("Set-Cookie").orElse("")).contains("; Secure;");
    }
  }

  private static String plainly(RunningApi api, String path) throws IOException {
    try (RawClient client = new RawClient(api.port())) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: api\r\n\r\n");
      return client.untilClosed();
    }
  }

  private Path selfSigned() throws IOException, InterruptedException {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return keys;
  }

  private static SSLContext trusting(Path keys) throws GeneralSecurityException, IOException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      own.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("api", own.getCertificate("api"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
