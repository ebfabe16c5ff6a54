package dev.towncrier.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.api.RunningApi;
import dev.towncrier.contract.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Reads an application's stream, as an EventSource does. */
final class Listener implements AutoCloseable {
  private static final HttpClient http = HttpClient.newHttpClient();

  /** An event that came in. */
  record Event(String name, JsonNode data) {}

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;
  private final List<String> besides = new ArrayList<>();

  private Listener(HttpResponse<InputStream> response) {
    this.response = response;
    lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  static Listener to(RunningApi api, String application, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(api.address().resolve("/v1/applications/" + application + "/stream"))
            .header("Authorization", "Bearer " + key)
            .build();
    try {
      return new Listener(http.send(request, BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Lines that belonged to no event, such as comments. */
  List<String> besides() {
    return besides;
  }

  /** The next event; null once the stream has ended. */
  Event next() {
    try {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          return new Event(name, Json.MAPPER.readTree(line.substring("data: ".length())));
        } else if (!line.isEmpty()) {
          besides.add(line);
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next event of that name. */
  JsonNode next(String name) {
    return next(name, _ -> true);
  }

  /** The next event of that name that is as wanted; what comes before is passed over. */
  JsonNode next(String name, Predicate<JsonNode> wanted) {
    for (Event event = next(); event != null; event = next()) {
      if (event.name().equals(name) && wanted.test(event.data())) {
        return event.data();
      }
    }
    throw new AssertionError("The stream has ended without " + name);
  }

  /** The next state of that notification. */
  JsonNode state(String notification, String state) {
    return next(
        "notification",
        data ->
            data.get("id").stringValue().equals(notification)
                && data.get("state").stringValue().equals(state));
  }

  /** Reads until the server ends the stream. */
  void readToTheEnd() {
    while (next() != null) {
      // goes on
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
