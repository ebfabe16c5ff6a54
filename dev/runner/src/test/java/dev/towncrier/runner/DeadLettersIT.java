package dev.towncrier.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.Visitors.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters on a running system: found, and taken back. */
class DeadLettersIT {
  @TempDir private Path folder;

  @Test
  void deadLettersAreListedAndTakenBackFromTheCommandLine() {
    try (RunningUp up = RunningUp.start(folder.resolve("data"), 1)) {
      List<Subscriber> subscribers = up.subscribe(2, "news");
      up.script(subscribers, "{\"status\": 400, \"times\": 1, \"body\": \"not today\"}");
      up.publishToAll("n1");
      up.awaitOutcomes("n1", 2);

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> listed(up, "--reason", "refused").get("deadLetters").size() == 2);
      assertThat(up.run(0, "dead-letters", "list").output())
          .contains("refused", "400", "dead-lettered", "n1", "not today")
          .hasLineCount(3);
      assertThat(listed(up, "--limit", "1").get("deadLetters")).hasSize(1);
      assertThat(listed(up, "--reason", "poison").get("deadLetters")).isEmpty();
      assertThat(up.run(1, "dead-letters", "list", "--reason", "lost").output())
          .contains("Not listed, status 422: reason must be one of poison,")
          .hasLineCount(1);

      String id = listed(up).at("/deadLetters/0/deliveryId").stringValue();
      assertThat(up.run(0, "dead-letters", "show", id).output())
          .contains("deliveryId      " + id, "status          400", "response        not today");
      assertThat(up.run(0, "dead-letters", "drop", "--reason", "poison", "--json").output())
          .isEqualToIgnoringNewLines("{\"count\":0}");
      assertThat(up.run(0, "notification", "show", "n1").output())
          .contains("state         sent", "counts        dead-lettered 2");
      assertThat(up.run(0, "subscriptions", "count", "--topic", "news").output())
          .isEqualToIgnoringNewLines("2");
      JsonNode looked = JsonMapper.shared().readTree(up.run(0, "doctor", "--json").output());
      assertThat(looked.get("ok").booleanValue()).as(looked.toString()).isTrue();

      assertThat(up.run(0, "dead-letters", "replay", "--notification", "other").output())
          .isEqualToIgnoringNewLines("0");
      assertThat(up.run(0, "dead-letters", "replay", "--per-second", "100").output())
          .isEqualToIgnoringNewLines("2");

      up.awaitAccepted(2);
      await().atMost(Duration.ofSeconds(60)).until(() -> listed(up).get("deadLetters").isEmpty());
    }
  }

  private static JsonNode listed(RunningUp up, String... options) {
    String[] command = new String[3 + options.length];
    command[0] = "dead-letters";
    command[1] = "list";
    command[2] = "--json";
    System.arraycopy(options, 0, command, 3, options.length);
    return JsonMapper.shared().readTree(up.run(0, command).output());
  }
}
