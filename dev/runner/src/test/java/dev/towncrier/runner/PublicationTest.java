package dev.towncrier.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.towncrier.runner.rest.RestInterface;
import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PublicationTest {

  private final AtomicReference<String> request = new AtomicReference<>();
  private HttpServer api;

  @BeforeEach
  void listen() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  @Test
  void returnsTheIdOfWhatWasPublished() {
    answers(202, "{\"id\": \"order-1\"}");

    assertThat(publication().publish("demo", Map.of("title", "Hello")))
        .isEqualTo(new Publication.Taken("order-1", List.of()));
    assertThat(request.get())
        .isEqualTo("POST /v1/applications/demo/notifications Bearer a-key {\"title\":\"Hello\"}");
  }

  @Test
  void asksForTheTimeThatWasGiven() {
    answers(202, "{\"id\": \"order-1\"}");
    String[] options = {"--all", "--title", "Hello", "--at", "2030-01-31T09:00:00Z"};
    SendCommand command = CommandLine.populateCommand(new SendCommand(), options);

    publication().publish("demo", command.event());

    assertThat(request.get())
        .endsWith(
            "{\"audience\":{\"all\":true},\"notification\":{\"title\":\"Hello\"},"
                + "\"sendAt\":\"2030-01-31T09:00:00Z\"}");
  }

  @Test
  void passesWarningsOn() {
    answers(202, "{\"id\": \"order-1\", \"warnings\": [\"It is large.\"]}");

    assertThat(publication().publish("demo", Map.of()))
        .isEqualTo(new Publication.Taken("order-1", List.of("It is large.")));
  }

  @Test
  void tellsInOneLineWhatWasWrong() {
    answers(422, "{\"title\": \"Unprocessable\", \"detail\": \"audience\\nhas no member\"}");

    assertThatThrownBy(() -> publication().publish("demo", Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("Not published, status 422: audience has no member");
  }

  @Test
  void saysWhatToDoWhenNothingRuns() {
    stop();

    assertThatThrownBy(() -> publication().publish("demo", Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("./towncrier up");
  }

  private Publication publication() {
    return new Publication(new RestInterface(api.getAddress().getPort(), new AdminKey("a-key")));
  }

  private void answers(int status, String body) {
    api.createContext(
        "/",
        exchange -> {
          request.set(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
