package dev.towncrier.simulator;

import dev.towncrier.simulator.sender.ApplicationServer;
import dev.towncrier.simulator.sender.Encryption;
import dev.towncrier.simulator.subscription.PushSubscription;
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
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a simulator over real sockets: as an application server, and over the control API. */
final class TestClient implements AutoCloseable {
  private final Simulator simulator;
  private final HttpClient http;

  TestClient(Simulator simulator) throws IOException, GeneralSecurityException {
    this.simulator = simulator;
    http = HttpClient.newBuilder().sslContext(trusting(simulator.certificateAuthority())).build();
  }

  /** A good request, to be changed or sent. */
  static HttpRequest.Builder push(
      ApplicationServer server, PushSubscription subscription, String plaintext, Instant now) {
    var uri = URI.create(subscription.endpoint());
    String origin = uri.getScheme() + "://" + uri.getAuthority();
    byte[] body =
        Encryption.encrypt(subscription.keys().p256dh(), subscription.keys().auth(), plaintext);
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(20))
        .header("TTL", "60")
        .header("Content-Encoding", "aes128gcm")
        .header("Authorization", server.authorization(origin, now.plusSeconds(3_600)))
        .POST(BodyPublishers.ofByteArray(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  JsonNode control(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = controlAnswer(method, path, body);
    if (answer.statusCode() >= 300) throw new IOException(answer.statusCode() + answer.body());
    return answer.body().isEmpty()
        ? JsonMapper.shared().nullNode()
        : JsonMapper.shared().readTree(answer.body());
  }

  HttpResponse<String> controlAnswer(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.httpOrigin() + path))
            .method(method, BodyPublishers.ofString(body)));
  }

  HttpClient http() {
    return http;
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(authority)) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
