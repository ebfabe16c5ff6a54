package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkerApplicationTest {
  @Test
  void refusesToStartWithoutAKeyEncryptionKey() {
    assertThatThrownBy(() ->
            WorkerApplication.builder()
                .run("--towncrier.key-encryption.keys=", "--towncrier.key-encryption.file="))
        .hasMessageStartingWith("There is no key-encryption key")
        .hasMessageContaining("towncrier.key-encryption.file (TOWNCRIER_KEY_ENCRYPTION_FILE)")
        .hasMessageContaining("towncrier.key-encryption.keys (TOWNCRIER_KEY_ENCRYPTION_KEYS)");
  }
}
