package dev.towncrier.runner.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void haveTheDocumentedDefaults() {
    Settings settings = Settings.from(Map.of());

    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.kafkaPort()).isEqualTo(9092);
    assertThat(settings.pushServicePort()).isEqualTo(8443);
    assertThat(settings.postgresPort()).isZero();
    assertThat(settings.dataFolder().path()).isEqualTo(Path.of(".towncrier").toAbsolutePath());
    assertThat(settings.keySource())
        .isEqualTo(
            new KeySource.FileBesideData(new KeyFile(Path.of(".towncrier.key").toAbsolutePath())));
    assertThat(settings.adminKey()).isEmpty();
    assertThat(settings.topicPrefix()).isEqualTo("push");
    assertThat(settings.workers()).isEqualTo(1);
    assertThat(settings.rateLimit()).isZero();
    assertThat(settings.applicationRateLimit()).isZero();
    assertThat(settings.allowedOrigins()).isEmpty();
    assertThat(settings.pushServiceCa()).isEmpty();
  }

  @Test
  void takeWhatTheEnvironmentSays() {
    Settings settings =
        Settings.from(
            Map.of(
                "TOWNCRIER_HTTP_PORT", "18080",
                "TOWNCRIER_DATA_DIR", "/somewhere/else",
                "TOWNCRIER_ADMIN_KEY", "a-key",
                "TOWNCRIER_WORKERS", "0",
                "TOWNCRIER_RATE_LIMIT", "60",
                "TOWNCRIER_APPLICATION_RATE_LIMIT", "6000",
                "TOWNCRIER_PUSH_SERVICE_ALLOWED_ORIGINS", "https://one.example, http://two.example",
                "TOWNCRIER_PUSH_SERVICE_CA", "/etc/ca.pem"));

    assertThat(settings.httpPort()).isEqualTo(18080);
    assertThat(settings.dataFolder().path()).isEqualTo(Path.of("/somewhere/else"));
    assertThat(settings.adminKey().orElseThrow().reveal()).isEqualTo("a-key");
    assertThat(settings.workers()).isZero();
    assertThat(settings.rateLimit()).isEqualTo(60);
    assertThat(settings.applicationRateLimit()).isEqualTo(6000);
    assertThat(settings.allowedOrigins())
        .containsExactly("https://one.example", "http://two.example");
    assertThat(settings.pushServiceCa()).contains(Path.of("/etc/ca.pem"));
  }

  @Test
  void takeAnEmptyVariableForAnUnsetOne() {
    assertThat(Settings.from(Map.of("TOWNCRIER_HTTP_PORT", "")).httpPort()).isEqualTo(8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "80.5"})
  void nameAVariableThatHasNoMeaning(String port) {
    assertThatThrownBy(() -> Settings.from(Map.of("TOWNCRIER_KAFKA_PORT", port)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("TOWNCRIER_KAFKA_PORT")
        .hasMessageContaining(port);
  }

  @Test
  void takeTheKeysOfTheEnvironmentBeforeThoseBesideTheData() {
    KeyEncryptionKey key = KeyEncryptionKey.random();

    KeySource text = Settings.from(Map.of("TOWNCRIER_KEY_ENCRYPTION_KEYS", key.text())).keySource();
    KeySource file =
        Settings.from(Map.of("TOWNCRIER_KEY_ENCRYPTION_FILE", "/etc/keys")).keySource();

    assertThat(text)
        .isInstanceOfSatisfying(
            KeySource.InEnvironment.class,
            inEnvironment -> assertThat(inEnvironment.keys().current()).isEqualTo(key));
    assertThat(text.path()).isEmpty();
    assertThat(text.toString()).contains(key.id().toString()).doesNotContain(key.text());
    assertThat(file).isEqualTo(new KeySource.NamedFile(new KeyFile(Path.of("/etc/keys"))));
  }

  @Test
  void refuseKeysThatAreNoneOrGivenTwice() {
    assertThatThrownBy(() -> Settings.from(Map.of("TOWNCRIER_KEY_ENCRYPTION_KEYS", "hunter2!")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("TOWNCRIER_KEY_ENCRYPTION_KEYS")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() ->
            Settings.from(
                Map.of(
                    "TOWNCRIER_KEY_ENCRYPTION_KEYS",
                    KeyEncryptionKey.random().text(),
                    "TOWNCRIER_KEY_ENCRYPTION_FILE",
                    "/etc/keys")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("unset one");
  }

  @Test
  void neverShowTheAdminKey() {
    Map<String, String> environment = Map.of("TOWNCRIER_ADMIN_KEY", "very-secret");
    assertThat(Settings.from(environment).toString()).doesNotContain("very-secret");
    assertThatThrownBy(() -> new AdminKey("very secret")).hasMessageNotContaining("very secret");
  }
}
