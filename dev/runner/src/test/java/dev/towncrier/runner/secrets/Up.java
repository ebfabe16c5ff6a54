package dev.towncrier.runner.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.runner.TowncrierProcess;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.simulator.script.Preset;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An {@code up} whose push services have the names of the known ones. */
final class Up implements AutoCloseable {
  /** Opens everything. */
  static final String ADMIN_KEY = "admin-key-Zq8vT2mWx4Rb7Lk1";

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Where the demo application's resources are. */
  static final String DEMO = "/v1/applications/demo/";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What was answered, and to what. */
  record Answer(String request, int status, String contentType, String cookie, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final DataFolder folder;
  private final TowncrierProcess process;
  private final RunningSystem system;

  private Up(DataFolder folder, TowncrierProcess process) {
    this.folder = folder;
    this.process = process;
    system = folder.running();
  }

  /**
   * Starts it with a worker, and waits until it is ready.
   *
   * @param further of Java's options
   */
  static Up start(Path temporary, String further) throws IOException {
    DataFolder folder = new DataFolder(temporary.resolve("data"));
    int port = LoopbackPorts.anyFree();
    List<String> hosts =
        Arrays.stream(Preset.Service.values())
            .filter(service -> service != Preset.Service.ANY)
            .map(Preset.Service::host)
            .toList();
    Path names =
        Files.writeString(
            temporary.resolve("hosts"),
            Stream.concat(
                    Stream.of("localhost", InetAddress.getLocalHost().getHostName()),
                    hosts.stream())
                .map(host -> "127.0.0.1 " + host + "\n")
                .collect(Collectors.joining()));
    Map<String, String> environment = new HashMap<>();
    environment.put("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + names + " " + further);
    environment.put("TOWNCRIER_ADMIN_KEY", ADMIN_KEY);
    environment.put("TOWNCRIER_HTTP_PORT", "0");
    environment.put("TOWNCRIER_KAFKA_PORT", "0");
    environment.put("TOWNCRIER_PUSH_SERVICE_PORT", Integer.toString(port));
    environment.put(
        "TOWNCRIER_PUSH_SERVICE_ALLOWED_ORIGINS",
        hosts.stream()
            .map(host -> "https://" + host + ":" + port)
            .collect(Collectors.joining(",")));
    TowncrierProcess process = TowncrierProcess.start(folder.path(), environment, "up");
    try {
      process.awaitLine("ready");
      return new Up(folder, process);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  RunningSystem system() {
    return system;
  }

  String keyEncryptionKey() throws IOException {
    return Files.readString(folder.keyFile().path()).strip();
  }

  /** Sends a request to the API; null is no body, an empty bearer no credentials. */
  Answer call(String method, String path, String bearer, String contentType, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + system.httpPort() + path))
            .timeout(PATIENCE)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1)));
    if (body != null) {
      request.header("Content-Type", contentType);
    }
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return send(request.build());
  }

  /** Sends a request without a body and with these headers. */
  Answer callAs(Map<String, String> headers, String method, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + system.httpPort() + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.noBody());
    headers.forEach(request::header);
    return send(request.build());
  }

  /** Sends a request with JSON, which has to be answered with that status. */
  Answer called(int status, String method, String path, String bearer, String json) {
    Answer answer = call(method, path, bearer, "application/json", json);
    if (answer.status() != status) {
      throw new AssertionError(answer);
    }
    return answer;
  }

  /** The same as an operator, which has to succeed. */
  JsonNode asOperator(String method, String path, String body) {
    Answer answer = call(method, path, ADMIN_KEY, "application/json", body);
    if (answer.status() / 100 != 2) {
      throw new AssertionError(answer);
    }
    return answer.body().isEmpty() ? JSON.nullNode() : answer.json();
  }

  /** Tells the push services something, which has to succeed. */
  JsonNode tellPushServices(String method, String path, String body) {
    Answer answer =
        send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + system.pushServicePort() + path))
                .method(method, BodyPublishers.ofString(body))
                .build());
    if (answer.status() / 100 != 2) {
      throw new AssertionError(answer);
    }
    return answer.body().isEmpty() ? JSON.nullNode() : answer.json();
  }

  private Answer send(HttpRequest request) {
    try {
      var response = http.send(request, BodyHandlers.ofByteArray());
      return new Answer(
          request.method() + " " + request.uri().getPath(),
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.headers().firstValue("Set-Cookie").orElse(""),
          new String(response.body(), ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What all its parts have logged, and what it printed. */
  String logs() throws IOException {
    StringBuilder logs = new StringBuilder(process.output());
    List<Path> files = new ArrayList<>(List.of(folder.postgres().resolve("server.log")));
    try (Stream<Path> ours = Files.list(folder.log("up").getParent())) {
      ours.forEach(files::add);
    }
    for (Path file : files) {
      logs.append(new String(Files.readAllBytes(file), ISO_8859_1));
    }
    return logs.toString();
  }

  @Override
  public void close() {
    process.close();
  }
}
