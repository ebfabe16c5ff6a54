package dev.towncrier.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The settings can be given by the environment variables that the interface names. */
class EnvironmentTest {
  record Everything(
      String adminKey,
      String topicPrefix,
      int rateLimit,
      int applicationRateLimit,
      long maxSubscriptions) {}

  record KeyEncryption(String keys, Path file) {}

  record PushService(List<String> allowedOrigins, boolean anyPublicHost) {}

  @Test
  void bindsTheDocumentedVariables() {
    Binder binder =
        binder(
            Map.of(
                "TOWNCRIER_ADMIN_KEY", "key",
                "TOWNCRIER_TOPIC_PREFIX", "crier",
                "TOWNCRIER_RATE_LIMIT", "7",
                "TOWNCRIER_APPLICATION_RATE_LIMIT", "70",
                "TOWNCRIER_MAX_SUBSCRIPTIONS", "700",
                "TOWNCRIER_KEY_ENCRYPTION_KEYS", "one\nother",
                "TOWNCRIER_KEY_ENCRYPTION_FILE", "/etc/towncrier/keys",
                "TOWNCRIER_PUSH_SERVICE_ANY_PUBLIC_HOST", "true",
                "TOWNCRIER_PUSH_SERVICE_ALLOWED_ORIGINS",
                    "https://push.example,http://127.0.0.1:8443"));

    assertThat(binder.bind("towncrier", Bindable.of(Everything.class)).get())
        .isEqualTo(new Everything("key", "crier", 7, 70, 700));
    assertThat(binder.bind("towncrier.key-encryption", Bindable.of(KeyEncryption.class)).get())
        .isEqualTo(new KeyEncryption("one\nother", Path.of("/etc/towncrier/keys")));
    assertThat(binder.bind("towncrier.push-service", Bindable.of(PushService.class)).get())
        .isEqualTo(new PushService(List.of("https://push.example", "http://127.0.0.1:8443"), true));
  }

  private static Binder binder(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
    ConfigurationPropertySources.attach(environment);
    return Binder.get(environment);
  }
}
