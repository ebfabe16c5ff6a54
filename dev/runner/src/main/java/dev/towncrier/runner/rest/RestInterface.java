package dev.towncrier.runner.rest;

import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The services' part of the REST interface of a system on this machine.
 *
 * @param httpPort of the API on 127.0.0.1
 */
public record RestInterface(int httpPort, AdminKey adminKey) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  /**
   * The one of the {@code up} that runs on the data folder, or else the one that the settings name.
   *
   * @throws CommandFailure if there is no admin key
   */
  public static RestInterface of(Settings settings) {
    DataFolder folder = settings.dataFolder();
    AdminKey adminKey =
        settings
            .adminKey()
            .or(folder::adminKey)
            .orElseThrow(() ->
                new CommandFailure(
                    "No admin key in "
                        + folder.path()
                        + ". Start Towncrier with ./towncrier up, or set TOWNCRIER_DATA_DIR to"
                        + " its data folder or TOWNCRIER_ADMIN_KEY."));
    int port =
        folder.isInUse()
            ? folder.lastRun().map(RunningSystem::httpPort).orElse(settings.httpPort())
            : settings.httpPort();
    return new RestInterface(port, adminKey);
  }

  /** The path of an application's resource. */
  public static String path(String application, String resource) {
    return "/v1/applications/" + encoded(application) + "/" + resource;
  }

  /**
   * Asks for what is there.
   *
   * @param failure the beginning of the line that says that it was refused
   * @throws CommandFailure if it was refused, or nothing answers
   */
  public JsonNode get(String path, Map<String, String> query, String failure) {
    String parameters =
        query.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return answer(request(path + "?" + parameters).GET(), failure);
  }

  /**
   * Posts a JSON body.
   *
   * @param failure the beginning of the line that says that it was refused
   * @throws CommandFailure if it was refused, or nothing answers
   */
  public JsonNode post(String path, Map<String, Object> body, String failure) {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))),
        failure);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
        .timeout(ANSWER_LIMIT)
        .header("Authorization", "Bearer " + adminKey.reveal());
  }

  private JsonNode answer(HttpRequest.Builder request, String failure) {
    HttpResponse<String> response = send(request.build());
    if (response.statusCode() / 100 != 2) {
      throw new CommandFailure(problem(response, failure));
    }
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
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
  private static String problem(HttpResponse<String> response, String failure) {
    String status = failure + ", status " + response.statusCode();
    try {
      JsonNode problem = JSON.readTree(response.body());
      String text = problem.path("detail").asString(problem.path("title").asString(""));
      return text.isEmpty() ? status : status + ": " + text.replaceAll("\\s+", " ");
    } catch (JacksonException _) {
      return status;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
