package dev.towncrier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The event stream of a whole system. */
@Timeout(300)
class StreamIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SUBSCRIBERS = 30;

  @TempDir private Path folder;
  private long accepted;
  private JsonNode state = JSON.nullNode();

  @Test
  void tellsOfANotificationUntilNothingOfItWaits() throws IOException {
    try (RunningUp up = RunningUp.start(folder.resolve("data"), 1);
        BufferedReader stream = up.stream()) {
      up.subscribe(SUBSCRIBERS, "news");
      read(stream, (event, _) -> event.equals("rates"));

      up.publishToAll("storm");

      read(stream, this::isAllTold);
      assertThat(state.get("id").stringValue()).isEqualTo("storm");
      assertThat(state.get("counts")).hasToString("{\"accepted\":30}");
      JsonNode backlog =
          read(
              stream,
              (event, data) -> event.equals("backlog") && data.get("direct").longValue() == 0);
      assertThat(backlog.get("bulk").longValue()).isZero();
      assertThat(backlog.get("retry")).hasToString("{\"10s\":0,\"1m\":0,\"10m\":0,\"1h\":0}");
    }
  }

  /** In whatever order: the outcomes as they came in, and their notification's end. */
  private boolean isAllTold(String event, JsonNode data) {
    if (event.equals("rates")) {
      accepted += data.at("/outcomes/accepted").longValue(0);
    } else if (event.equals("notification")) {
      state = data;
    }
    return accepted == SUBSCRIBERS && state.path("state").stringValue("").equals("sent");
  }

  private static JsonNode read(BufferedReader stream, BiPredicate<String, JsonNode> until)
      throws IOException {
    String event = "";
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        JsonNode data = JSON.readTree(line.substring("data: ".length()));
        if (until.test(event, data)) {
          return data;
        }
      }
    }
    throw new AssertionError("The stream has ended");
  }
}
