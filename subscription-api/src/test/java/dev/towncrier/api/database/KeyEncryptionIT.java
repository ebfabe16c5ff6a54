package dev.towncrier.api.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.api.RunningApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyEncryptionIT {
  private static final String KEYS = "towncrier.key-encryption.keys";

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
}
