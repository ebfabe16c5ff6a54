package dev.towncrier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.runner.Visitors.Subscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subscriptions that a push service wrongly reports gone, and their way back. */
class SubscriptionsIT {
  @TempDir private Path folder;

  private static String restore(RunningUp up, int exitStatus, String... options) {
    List<String> command = new ArrayList<>(List.of("subscriptions", "restore"));
    command.addAll(Arrays.asList(options));
    return up.run(exitStatus, command.toArray(String[]::new)).output().strip();
  }

  @Test
  void comeBackAfterTheirPushServiceReportedThemGone() throws IOException {
    try (RunningUp up = RunningUp.start(folder.resolve("data"), 1)) {
      List<Subscriber> subscribers = up.subscribe(3, "news");
      up.script(subscribers, "{\"status\": 410}");
      up.publishToAll("n1");
      assertThat(up.awaitOutcomes("n1", 3)).isEqualTo(Map.of("gone", 3L));
      assertThat(subscribers).noneMatch(up::isSubscribed);

      assertThat(restore(up, 0, "--dry-run")).isEqualTo("3 subscriptions of demo would come back.");
      assertThat(restore(up, 0, "--push-service", "https://fcm.googleapis.com"))
          .isEqualTo("0 subscriptions of demo came back.");
      assertThat(restore(up, 0, "--since", "2999-01-01T00:00:00Z"))
          .isEqualTo("0 subscriptions of demo came back.");
      assertThat(subscribers).noneMatch(up::isSubscribed);
      assertThat(restore(up, 1, "--application", "nobody"))
          .isEqualTo("There is no application \"nobody\". There is: demo");

      assertThat(restore(up, 0, "--since", "1h")).isEqualTo("3 subscriptions of demo came back.");

      Path file = folder.resolve("all.csv");
      up.run(0, "subscriptions", "export", file.toString());
      assertThat(file).content().hasLineCount(4);
      assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
      assertThat(up.run(0, "subscriptions", "import", file.toString()).output())
          .isEqualToIgnoringNewLines("3 read, 0 added, 3 known, 0 rejected");
      Path wrong = Files.writeString(folder.resolve("wrong.ndjson"), "{}\n");
      assertThat(up.run(1, "subscriptions", "import", "--json", wrong.toString()).output())
          .contains("\"rejected\":1");
      assertThat(up.run(0, "keys", "rotate").output()).contains(" is now the current one of demo.");

      assertThat(subscribers).allMatch(up::isSubscribed);
      up.script(subscribers, "{\"status\": 201}");
      up.publishToAll("n2");
      assertThat(up.awaitOutcomes("n2", 3)).isEqualTo(Map.of("accepted", 3L));
    }
  }
}
