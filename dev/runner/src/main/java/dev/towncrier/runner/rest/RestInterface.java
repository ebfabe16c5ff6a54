package dev.towncrier.runner.rest;

import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The services' part of a REST interface.
 *
 * @param url of the API, without a path
 */
public record RestInterface(URI url, AdminKey adminKey) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  /** The one of a system on this machine. */
  public RestInterface(int httpPort, AdminKey adminKey) {
    this(URI.create("http://127.0.0.1:" + httpPort), adminKey);
  }

  /**
   * That of another installation.
   *
   * @throws CommandFailure if the settings hold no key for it
   */
  static RestInterface at(URI url, Settings settings) {
    if (url.getHost() == null) {
      throw new CommandFailure("--url is an http or https URL with a host, not \"" + url + "\".");
    }
    return new RestInterface(
        url,
        settings
            .adminKey()
            .orElseThrow(() ->
                new CommandFailure(
                    "Set TOWNCRIER_ADMIN_KEY to an API key of "
                        + url
                        + "; --url alone opens"
                        + " nothing.")));
  }

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
    return answer(request(path + "?" + parameters(query)).GET(), failure);
  }

  /**
   * Asks for a removal.
   *
   * @param failure the beginning of the line that says that it was refused
   * @throws CommandFailure if it was refused, or nothing answers
   */
  public JsonNode delete(String path, Map<String, String> query, String failure) {
    return answer(request(path + "?" + parameters(query)).DELETE(), failure);
  }

  private static String parameters(Map<String, String> query) {
    return query.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  /**
   * Posts lines of any number, read as they are sent.
   *
   * @param type their content type
   * @throws CommandFailure if it was refused, or nothing answers
   */
  public JsonNode upload(String path, String type, Supplier<InputStream> body, String failure) {
    try (HttpClient client = client()) {
      return read(
          client.send(
              upload(path, type, BodyPublishers.ofInputStream(body)).build(),
              BodyHandlers.ofString()),
          failure);
    } catch (ConnectException e) {
      throw nothingAnswers(e);
    } catch (IOException e) {
      // An API that refuses does not read on and so breaks the connection; it says why to one who
      // sends nothing.
      answer(upload(path, "application/x-ndjson", BodyPublishers.noBody()), failure);
      throw new CommandFailure(failure + ": the connection broke (" + e.getMessage() + ")", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest.Builder upload(String path, String type, BodyPublisher body) {
    return HttpRequest.newBuilder(url.resolve(path))
        .header("Authorization", "Bearer " + adminKey.reveal())
        .header("Content-Type", type)
        .POST(body);
  }

  /**
   * Copies an answer of any length to {@code target} as it comes in.
   *
   * @param type what the answer is to be
   * @throws CommandFailure if it was refused, nothing answers, or the answer was cut
   */
  public void download(String path, String type, OutputStream target, String failure) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Authorization", "Bearer " + adminKey.reveal())
            .header("Accept", type)
            .build();
    try (HttpClient client = client()) {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
          throw new CommandFailure(problem(response.statusCode(), text, failure));
        }
        body.transferTo(target);
      }
    } catch (ConnectException e) {
      throw nothingAnswers(e);
    } catch (IOException e) {
      throw new CommandFailure(failure + ": the answer was cut (" + e.getMessage() + ")", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
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
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(ANSWER_LIMIT)
        .header("Authorization", "Bearer " + adminKey.reveal());
  }

  private JsonNode answer(HttpRequest.Builder request, String failure) {
    return read(send(request.build()), failure);
  }

  private JsonNode read(HttpResponse<String> response, String failure) {
    if (response.statusCode() / 100 != 2) {
      throw new CommandFailure(problem(response.statusCode(), response.body(), failure));
    }
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new CommandFailure(failure + ": what answers on " + url + " is no Towncrier.", e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try (HttpClient client = client()) {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw nothingAnswers(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_LIMIT)
        .build();
  }

  private CommandFailure nothingAnswers(IOException e) {
    return new CommandFailure(
        "Nothing answers on "
            + url
            + (e.getMessage() == null ? "" : ": " + e.getMessage())
            + ". Start Towncrier with ./towncrier up, set TOWNCRIER_DATA_DIR to the data folder of"
            + " the one that runs, or give another --url.",
        e);
  }

  private static CommandFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CommandFailure("Interrupted before the API answered", e);
  }

  /** RFC 9457 in one line. */
  private static String problem(int code, String body, String failure) {
    String status = failure + ", status " + code;
    try {
      JsonNode problem = JSON.readTree(body);
      String text = problem.path("detail").asString(problem.path("title").asString(""));
      return text.isEmpty() ? status : status + ": " + text.replaceAll("\\s+", " ");
    } catch (JacksonException _) {
      return status;
    }
  }

  /** The text as one segment of a path, or a value of a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
