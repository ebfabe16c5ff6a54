package dev.towncrier.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.Visitors.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TestSendIT {
  private static final Duration SECONDS = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void reachesOneBrowserAlone() {
    try (RunningUp up = RunningUp.start(folder.resolve("data"), 1)) {
      List<Subscriber> subscribers = up.subscribe(3, "news");
      String test = "/v1/applications/demo/subscriptions/" + subscribers.get(1).id() + "/test";

      JsonNode accepted = up.manage("POST", test, "{}");

      String id = accepted.get("id").stringValue();
      assertThat(up.awaitOutcomes(id, 1)).containsExactlyEntriesOf(Map.of("accepted", 1L));
      assertThat(up.lastMessage().at("/notification/title").stringValue()).isEqualTo("Test");
      await()
          .atMost(SECONDS)
          .until(() -> progress(up, id).contains("\"state\":\"sent\",\"counts\":{\"accepted\":1}"));
      assertThat(up.ledgerSummary().get("entries").longValue()).isOne();
    }
  }

  private static String progress(RunningUp up, String id) {
    return up.manage("GET", "/v1/applications/demo/notifications/" + id, "").toString();
  }
}
