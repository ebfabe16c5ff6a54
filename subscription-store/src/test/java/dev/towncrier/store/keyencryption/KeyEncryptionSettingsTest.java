package dev.towncrier.store.keyencryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class KeyEncryptionSettingsTest {
  private final KeyEncryptionKey current = KeyEncryptionKey.random();
  private final KeyEncryptionKey earlier = KeyEncryptionKey.random();
  private final String text = current.text() + "\n" + earlier.text() + "\n";

  @TempDir Path folder;

  @Test
  void takeTheKeysThemselves() {
    assertThat(new KeyEncryptionSettings(text, null).ring().ids())
        .containsExactly(current.id(), earlier.id());
  }

  @Test
  void readThemFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), text);

    assertThat(new KeyEncryptionSettings("", file).ring().ids())
        .containsExactly(current.id(), earlier.id());
  }

  @Test
  void sayInOneLineHowToMakeAKeyWhenThereIsNone() {
    assertThatExceptionOfType(NoKeyEncryptionKeys.class)
        .isThrownBy(() -> new KeyEncryptionSettings(null, Path.of("")).ring())
        .withMessageContaining("openssl rand -base64 32")
        .withMessageContaining("TOWNCRIER_KEY_ENCRYPTION_FILE")
        .withMessageContaining("TOWNCRIER_KEY_ENCRYPTION_KEYS")
        .withMessageNotContaining("\n");
  }

  @Test
  void areGivenInOneWayOnly() {
    assertThatExceptionOfType(NoKeyEncryptionKeys.class)
        .isThrownBy(() -> new KeyEncryptionSettings(text, Path.of("keys")).ring())
        .withMessageContaining("unset one")
        .withMessageNotContaining(current.text());
  }

  @Test
  void nameTheFileThatCantBeRead() {
    assertThatExceptionOfType(NoKeyEncryptionKeys.class)
        .isThrownBy(() -> new KeyEncryptionSettings(null, folder.resolve("missing")).ring())
        .withMessageContaining(folder.resolve("missing").toString());
  }

  @Test
  void nameTheLineThatIsNoKey() {
    assertThatExceptionOfType(NoKeyEncryptionKeys.class)
        .isThrownBy(() -> new KeyEncryptionSettings(text + "hunter2!", null).ring())
        .withMessageContaining("line 3")
        .withMessageContaining("towncrier.key-encryption.keys")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void areNeverPrinted() {
    assertThat(new KeyEncryptionSettings(text, null))
        .hasToString("KeyEncryptionSettings[redacted]");
  }

  @Test
  void replaceTheStackTraceByTheLine() {
    var failure = new IllegalStateException("bean", new NoKeyEncryptionKeys("the line"));

    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, FailureHandler.handleMessage((_, _) -> {})))
        .hasAtLeastOneElementOfType(NoKeyEncryptionKeysAnalyzer.class);
    assertThat(new NoKeyEncryptionKeysAnalyzer().analyze(failure))
        .extracting(FailureAnalysis::getDescription)
        .isEqualTo("the line");
  }
}
