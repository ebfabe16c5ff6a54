package dev.towncrier.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends and receives JSON; any answer but a 2xx is an error. */
public final class JsonClient {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();

  /** What a resource answers. */
  public JsonNode get(URI uri) {
    return read(HttpRequest.newBuilder(uri).build());
  }

  /** What it answers to a body. */
  public JsonNode send(String method, URI uri, String body) {
    return read(request(method, uri, body).build());
  }

  /** The same to one who shows a bearer token. */
  public JsonNode sendAs(String bearer, String method, URI uri, String body) {
    return read(request(method, uri, body).header("Authorization", "Bearer " + bearer).build());
  }

  private static HttpRequest.Builder request(String method, URI uri, String body) {
    return HttpRequest.newBuilder(uri)
        .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8))
        .header("Content-Type", "application/json");
  }

  /** The status alone, whatever it is. */
  public int status(HttpRequest request) {
    return respond(request).statusCode();
  }

  private JsonNode read(HttpRequest request) {
    HttpResponse<String> response = respond(request);
    if (response.statusCode() / 100 != 2) {
      throw new AssertionError(request + ": " + response.statusCode() + " " + response.body());
    }
    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
  }

  private HttpResponse<String> respond(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
