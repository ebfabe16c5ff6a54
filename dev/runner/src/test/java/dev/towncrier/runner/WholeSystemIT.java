package dev.towncrier.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.runner.Visitors.Subscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The packaged system with workers in processes of their own. */
class WholeSystemIT {
  private static final int AUDIENCE = 10_000;

  @TempDir Path folder;

  @Test
  void deliversOnceToEachOfTenThousandWhateverTheyAnswer() {
    try (RunningUp up = RunningUp.start(folder.resolve("data"), 1)) {
      List<Subscriber> subscribers = up.subscribe(AUDIENCE, "news");
      List<Subscriber> notFound = subscribers.subList(0, 100);
      List<Subscriber> gone = subscribers.subList(100, 200);
      List<Subscriber> unavailable = subscribers.subList(200, 300);
      List<Subscriber> tooLarge = subscribers.subList(300, 400);
      up.script(notFound, "{\"status\": 404}");
      up.script(gone, "{\"status\": 410}");
      up.script(unavailable, "{\"status\": 503, \"times\": 1}");
      up.script(tooLarge, "{\"status\": 413}");

      up.publishToAll("n1");

      assertThat(up.awaitOutcomes("n1", AUDIENCE))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("accepted", 9_700L, "gone", 200L, "dead-lettered", 100L));
      JsonNode summary = up.ledgerSummary();
      assertThat(summary.get("accepted").longValue()).isEqualTo(9_700);
      assertThat(summary.get("acceptedTokens").longValue()).isEqualTo(9_700);
      assertThat(summary.get("entries").longValue()).isEqualTo(AUDIENCE + 100);
      assertThat(summary.get("byVapid").propertyNames()).containsExactly("valid");
      assertThat(summary.get("byDecrypted").propertyNames()).containsExactly("true");
      assertThat(notFound).noneMatch(up::isSubscribed);
      assertThat(gone).noneMatch(up::isSubscribed);
      assertThat(unavailable).allMatch(up::isSubscribed);
      List<ConsumerRecord<String, String>> letters =
          up.awaitRecords("push.deliveries.dead-letter", "n1", 100);
      assertThat(letters).hasSize(100);
      assertThat(letters)
          .allMatch(letter ->
              new String(letter.headers().lastHeader("reason").value(), UTF_8)
                  .equals("payload-too-large"));
    }
  }

  @Test
  void sharesTheWorkAndRepeatsNothingWhenAWorkerComesOrGoes() {
    try (RunningUp up = RunningUp.start(folder.resolve("data"), 0)) {
      up.subscribe(AUDIENCE, "news");
      TowncrierProcess first = up.startWorker();
      up.publishToAll("n1");
      up.awaitAccepted(AUDIENCE / 10);

      try (TowncrierProcess _ = up.startWorker()) {
        long whenBothWork = up.ledgerSummary().get("accepted").longValue();
        up.awaitAccepted(Math.min(AUDIENCE, whenBothWork + AUDIENCE / 10));
        assertThat(first.stop()).isEqualTo(143);

        assertThat(up.awaitOutcomes("n1", AUDIENCE))
            .containsExactlyEntriesOf(Map.of("accepted", (long) AUDIENCE));
      }
      JsonNode summary = up.ledgerSummary();
      assertThat(summary.get("acceptedTokens").longValue()).isEqualTo(AUDIENCE);
      assertThat(summary.get("entries").longValue()).isEqualTo(AUDIENCE);
    }
  }

  @Test
  void opensItsDataWithTheKeyBesideItOnly() throws IOException {
    Path data = folder.resolve("data");
    Path key = folder.resolve("data.key");
    try (RunningUp up = RunningUp.start(data, 0)) {
      assertThat(up.process().output()).contains(key.toString());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
      assertThat(up.process().output()).doesNotContain(Files.readString(key).strip());
      assertThat(Files.readString(data.resolve("up.properties")))
          .contains(key.toString())
          .doesNotContain(Files.readString(key).strip());
    }
    KeyEncryptionKeys right = KeyEncryptionKeys.parse(Files.readString(key));
    Path kept = Files.move(key, folder.resolve("kept"));

    assertThat(RunningUp.refusal(data))
        .contains(right.current().id().toString(), key.toString(), "is missing");
    assertThat(key).doesNotExist();

    Files.writeString(key, KeyEncryptionKey.random().text());
    assertThat(RunningUp.refusal(data)).contains(right.current().id().toString(), key.toString());

    KeyEncryptionKey next = KeyEncryptionKey.random();
    Files.writeString(key, next.text() + "\n" + Files.readString(kept));
    try (RunningUp _ = RunningUp.start(data, 0)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              Files.readString(data.resolve("logs/up.log"))
                  .contains("sealed under key-encryption key " + next.id() + ", 2 of them anew"));
    }
    Files.writeString(key, next.text());
    try (RunningUp up = RunningUp.start(data, 0)) {
      assertThat(up.process().stop()).isEqualTo(143);
    }
  }

  @Test
  void comesBackOnTheSameDataAfterAKill() {
    Path data = folder.resolve("data");
    Subscriber subscriber;
    try (RunningUp up = RunningUp.start(data, 1)) {
      subscriber = up.subscribe(1, "news").getFirst();
      up.publishToAll("n1");
      up.awaitOutcomes("n1", 1);
      up.process().kill();
    }
    try (RunningUp up = RunningUp.start(data, 1)) {
      assertThat(up.isSubscribed(subscriber)).isTrue();
      up.publishToAll("n2");
      assertThat(up.awaitOutcomes("n2", 1)).containsOnlyKeys("accepted");
      assertThat(up.process().stop()).isEqualTo(143);
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> !data.resolve("postgres/postmaster.pid").toFile().exists());
  }
}
