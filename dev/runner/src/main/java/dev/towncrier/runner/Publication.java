package dev.towncrier.runner;

import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes over the REST interface of a system on this machine.
 *
 * @param httpPort of the API on 127.0.0.1
 */
record Publication(int httpPort, AdminKey adminKey) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Posts an event.
   *
   * @return the notification's id
   * @throws CommandFailure if it isn't accepted
   */
  String publish(String application, Map<String, Object> event) {
    HttpResponse<String> response = post(application, JSON.writeValueAsString(event));
    if (response.statusCode() != 202) {
      throw new CommandFailure(problem(response));
    }
    return JSON.readTree(response.body()).path("id").asString();
  }

  private HttpResponse<String> post(String application, String body) {
    String path =
        "/v1/applications/"
            + URLEncoder.encode(application, StandardCharsets.UTF_8)
            + "/notifications";
    URI uri = URI.create("http://127.0.0.1:" + httpPort + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + adminKey.reveal())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CommandFailure(
          "Nothing answers on http://127.0.0.1:"
              + httpPort
              + ". Start Towncrier with ./towncrier up, or set TOWNCRIER_DATA_DIR to the data"
              + " folder of the one that runs.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted before the API answered", e);
    }
  }

  /** RFC 9457 in one line. */
  private static String problem(HttpResponse<String> response) {
    String status = "Not published, status " + response.statusCode();
    try {
      JsonNode problem = JSON.readTree(response.body());
      String text = problem.path("detail").asString(problem.path("title").asString(""));
      return text.isEmpty() ? status : status + ": " + text.replaceAll("\\s+", " ");
    } catch (JacksonException _) {
      return status;
    }
  }
}
