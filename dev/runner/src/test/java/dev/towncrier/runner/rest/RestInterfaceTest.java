package dev.towncrier.runner.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.Settings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestInterfaceTest {
  private static final URI ELSEWHERE = URI.create("https://push.example");

  @Test
  void takesTheKeyOfAnotherInstallationFromTheEnvironment() {
    Settings settings = Settings.from(Map.of("TOWNCRIER_ADMIN_KEY", "a-key"));

    RestInterface rest = RestInterface.at(ELSEWHERE, settings);

    assertThat(rest.url()).isEqualTo(ELSEWHERE);
    assertThat(rest.adminKey().reveal()).isEqualTo("a-key");
  }

  @Test
  void saysWhatAnotherInstallationNeeds() {
    assertThatThrownBy(() -> RestInterface.at(ELSEWHERE, Settings.from(Map.of())))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "Set TOWNCRIER_ADMIN_KEY to an API key of https://push.example; --url alone opens"
                + " nothing.");
    assertThatThrownBy(() -> RestInterface.at(URI.create("push.example"), Settings.from(Map.of())))
        .hasMessage("--url is an http or https URL with a host, not \"push.example\".");
  }

  @Test
  void keepsASlashOrASpaceOfAnIdInItsPlace() {
    assertThat(RestInterface.encoded("order 1/2")).isEqualTo("order%201%2F2");
  }
}
