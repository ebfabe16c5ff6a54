package dev.towncrier.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether an API lives, has started, and can work, as orchestrators ask. */
class HealthIT {
  @Test
  void isNeitherStartedNorReadyWhileMigrationsAreBehindOrAKeyIsMissing() {
    try (RunningApi before = RunningApi.alone()) {
      before.newApplication();
      before.execute(
          "create table kept as select * from flyway_schema_history"
              + " order by installed_rank desc limit 1");
      before.execute(
          "delete from flyway_schema_history"
              + " where installed_rank in (select installed_rank from kept)");
      try (RunningApi behind =
          before.another(
              Map.of(
                  "towncrier.store.migrate",
                  "false",
                  "towncrier.key-encryption.keys",
                  KeyEncryptionKey.random().text()))) {
        assertThat(down(behind, "liveness")).isEmpty();
        assertThat(down(behind, "startup")).containsExactlyInAnyOrder("schema", "keys");
        assertThat(down(behind, "readiness")).containsExactlyInAnyOrder("schema", "keys");

        before.execute("insert into flyway_schema_history select * from kept");
        assertThat(down(behind, "startup")).containsExactly("keys");
      }
      assertThat(down(before, "startup")).isEmpty();
      assertThat(down(before, "readiness")).isEmpty();
    }
  }

  /** Names of the parts that are not up, for a page whose status says the same. */
  private static List<String> down(RunningApi api, String group) {
    Answer page = api.get("/actuator/health/" + group);
    List<String> down =
        page.json().path("components").properties().stream()
            .filter(part -> !part.getValue().get("status").stringValue().equals("UP"))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(page.status()).isEqualTo(down.isEmpty() ? 200 : 503);
    return down;
  }
}
