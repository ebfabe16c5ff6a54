package dev.towncrier.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are made and changed while workers run. */
class ApplicationsIT {
  private static final Duration SECONDS = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void whatIsMadeOrChangedHoldsForRunningWorkersWithinSeconds() {
    try (RunningUp up = RunningUp.start(folder.resolve("data"), 2)) {
      up.manage(
          "POST",
          "/v1/applications",
          """
          {"id": "shop", "name": "Shop", "allowedOrigins": ["https://shop.example"],
           "topics": [{"id": "news", "name": "News"}], "vapidSubject": "mailto:push@shop.example"}\
          """);
      up.subscribe("shop", 3, "news");
      up.subscribe(2, "news"); // of demo
      up.publishToAll("push.notifications.shop", "shop", "n1");

      awaitAccepted(up, 3);
      assertThat(up.awaitOutcomes("n1", 3)).containsOnlyKeys("accepted");
      assertThat(navigate(up)).isEqualTo("https://shop.example");

      up.manage("PATCH", "/v1/applications/shop", "{\"navigate\": \"https://shop.example/new\"}");
      up.publishToAll("push.notifications.shop", "shop", "n2");

      awaitAccepted(up, 6);
      assertThat(navigate(up)).isEqualTo("https://shop.example/new");
    }
  }

  private static void awaitAccepted(RunningUp up, long count) {
    await().atMost(SECONDS).until(() -> up.ledgerSummary().get("accepted").longValue() == count);
  }

  private static String navigate(RunningUp up) {
    return up.lastMessage().at("/notification/navigate").stringValue();
  }
}
