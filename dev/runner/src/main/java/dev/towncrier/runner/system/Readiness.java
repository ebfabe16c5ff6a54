package dev.towncrier.runner.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What the API says of itself and of what it needs. */
final class Readiness {

  private static final int ATTEMPTS = 300;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Readiness() {}

  /**
   * Waits until the readiness probe answers 200.
   *
   * @throws IOException if it doesn't within half a minute
   */
  static void await(int httpPort) throws IOException, InterruptedException {
    URI probe = URI.create("http://127.0.0.1:" + httpPort + "/actuator/health/readiness");
    HttpRequest request = HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(10)).build();
    int status = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          return;
        }
        Thread.sleep(PAUSE);
      }
    }
    throw new IOException("The API is not ready: its probe answers " + status);
  }
}
