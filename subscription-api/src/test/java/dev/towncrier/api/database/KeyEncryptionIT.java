package dev.towncrier.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEncryptionIT {
  private static final String KEYS = "towncrier.key-encryption.keys";
  private static final String FILE = "towncrier.key-encryption.file";

  @Test
  void refusesToStartWithoutAKey() {
    assertThatThrownBy(() -> RunningApi.shared().another(Map.of(KEYS, "")))
        .hasMessageContaining("no key-encryption key")
        .hasMessageContaining("openssl rand -base64 32");
  }

  @Test
  void refusesToStartWithSomethingElseWithoutQuotingIt() {
    assertThatThrownBy(() -> RunningApi.shared().another(Map.of(KEYS, "correct horse")))
        .hasMessageContaining("line 1 is not base64url")
        .hasMessageNotContaining("horse");
  }

  @Test
  void changesKeysWithoutLosingASubscriber(@TempDir Path folder) throws Exception {
    KeyEncryptionKey next = KeyEncryptionKey.random();
    Path file =
        Files.writeString(
            folder.resolve("keys"), next.text() + "\n" + RunningApi.KEY.text() + "\n");
    Browser browser = Browser.fresh();
    try (RunningApi before = RunningApi.alone()) {
      String path = "/v1/applications/" + before.newApplication().id() + "/subscriptions";
      assertThat(before.call("POST", path, browser.body().toString(), Map.of()).status())
          .isEqualTo(201);
      assertThat(sealedUnder(before, next)).isZero();

      try (RunningApi rotating = before.another(Map.of(KEYS, "", FILE, file.toString()))) {
        await().atMost(Duration.ofSeconds(20)).until(() -> sealedUnder(rotating, next) == 3);
      }

      try (RunningApi after = before.another(Map.of(KEYS, next.text()))) {
        assertThat(after.call("POST", path, browser.body().toString(), Map.of()).status())
            .isEqualTo(200);
        String stranger = browser.withAuth(Browser.fresh().auth()).body().toString();
        assertThat(after.call("POST", path, stranger, Map.of()).status()).isEqualTo(409);
      }
    }
  }

  /** How many of the secrets are: a delivery secret, a private key, a subscription's target. */
  private static long sealedUnder(RunningApi api, KeyEncryptionKey key) {
    return api.number(
        """
        select count(*) from (
          select sealed_delivery_secret as sealed from application
          union all select sealed_private_key from vapid_key
          union all select sealed_target from subscription) secrets
        where encode(substring(sealed from 2 for 8), 'hex') = '%s'
        """
            .formatted(key.id()));
  }
}
