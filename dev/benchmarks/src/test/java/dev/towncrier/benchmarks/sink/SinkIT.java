package dev.towncrier.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkIT {

  private static Sink sink;
  private static HttpClient client;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    LoopbackTls tls = LoopbackTls.make(folder);
    sink = Sink.start(folder, tls, 2);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(tls.trustStore())) {
      trusted.load(in, LoopbackTls.PASSWORD.toCharArray());
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    client = HttpClient.newBuilder().sslContext(context).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    sink.close();
  }

  @Test
  void takesMessagesByBothVersionsOfHttp() throws Exception {
    long before = sink.total();
    for (var version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
      HttpResponse<String> response = post(sink.origins().getLast(), 3, version);
      assertThat(response.statusCode()).isEqualTo(201);
      assertThat(response.version()).isEqualTo(version);
      assertThat(response.headers().firstValue("location")).isPresent();
    }
    assertThat(sink.total() - before).isEqualTo(2);
  }

  @Test
  void knowsWhenTheFirstMessageCameToEachEndpoint() throws Exception {
    long before = System.nanoTime();
    post(sink.origins().getFirst(), 7, HttpClient.Version.HTTP_2);
    long between = System.nanoTime();
    post(sink.origins().getFirst(), 7, HttpClient.Version.HTTP_2);
    long[] arrivals = sink.arrivals(6, 9);
    assertThat(arrivals).hasSize(3);
    assertThat(arrivals[1]).isBetween(before, between);
    assertThat(new long[] {arrivals[0], arrivals[2]}).containsOnly(0);
    sink.reset();
    assertThat(sink.arrivals(6, 9)).containsOnly(0);
  }

  @Test
  void oneOfThemNeverAnswers() {
    long before = sink.total();
    assertThatExceptionOfType(HttpTimeoutException.class)
        .isThrownBy(() -> post(sink.silentOrigin(), 1, HttpClient.Version.HTTP_2));
    assertThat(sink.total()).isEqualTo(before);
  }

  private HttpResponse<String> post(String origin, int endpoint, HttpClient.Version version)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(origin + EndpointPath.of(endpoint)))
            .version(version)
            .timeout(Duration.ofSeconds(3))
            .POST(BodyPublishers.ofString("x".repeat(400)))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
