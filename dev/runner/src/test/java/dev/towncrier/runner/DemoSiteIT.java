package dev.towncrier.runner;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSiteIT {
  @TempDir private static Path folder;
  private static RunningUp up;
  private static final JsonClient http = new JsonClient();

  @BeforeAll
  static void start() {
    up = RunningUp.start(folder.resolve("data"), 0);
  }

  @AfterAll
  static void stop() {
    up.close();
  }

  @Test
  void letsItsVisitorSendAndWatchAndNothingElse() {
    String key = key();
    URI notifications = up.api("/v1/applications/demo/notifications");
    String event =
        """
        {"audience": {"topics": ["news"]}, "notification": {"title": "Hello"}}\
        """;

    String id = http.sendAs(key, "POST", notifications, event).get("id").stringValue();

    assertThat(
            http.sendAs(key, "GET", up.api("/v1/applications/demo/notifications"), "").isObject())
        .isTrue();
    assertThat(id).isNotEmpty();
    HttpRequest manage =
        HttpRequest.newBuilder(up.api("/v1/applications/demo/api-keys"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"x\",\"scopes\":[\"manage\"]}"))
            .build();
    assertThat(http.status(manage)).isEqualTo(403);
  }

  @Test
  void hasOneKeyAtATime() {
    assertThat(key()).isEqualTo(key());
    assertThat(up.manage("GET", "/v1/applications/demo/api-keys", "").findValuesAsString("name"))
        .containsExactly("Demo site");
  }

  @Test
  void tellsNoKeyToWhoAsksByAnotherName() throws IOException {
    assertThat(statusLine("localhost")).contains(" 200 ");
    assertThat(statusLine("towncrier.example")).contains(" 404 ");
  }

  private static String key() {
    return http.send("POST", up.api("/demo/key"), "").get("key").stringValue();
  }

  private static String statusLine(String host) throws IOException {
    URI api = up.api("/");
    try (Socket socket = new Socket(api.getHost(), api.getPort())) {
      String request =
          "POST /demo/key HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
              .formatted(host);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}
