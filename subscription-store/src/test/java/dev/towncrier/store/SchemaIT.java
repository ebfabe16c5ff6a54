package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.infrastructure.TestInfrastructure;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SchemaIT {
  private final Sealer sealer = new Sealer(KeyEncryptionKeys.of(KeyEncryptionKey.random()));
  private final DataSource dataSource = TestInfrastructure.freshDatabase().dataSource();

  @Test
  void migratesOnce() {
    Schema.migrate(dataSource);
    new Applications(dataSource, sealer)
        .create(TestStore.newApplication("demo"), P256.bouncyCastle().generateKeyPair());

    Schema.migrate(dataSource);

    assertThat(new Applications(dataSource, sealer).ids()).containsExactly("demo");
    assertThat(migrations()).containsExactly("1", "2", "3", "4");
  }

  @Test
  void migratesForSeveralProcessesAtOnce() throws Exception {
    List<Boolean> done =
        TestStore.atOnce(
            4,
            _ ->
                () -> {
                  Schema.migrate(dataSource);
                  return new Applications(dataSource, sealer).ids().isEmpty();
                });

    assertThat(done).containsOnly(true);
    assertThat(migrations()).containsExactly("1", "2", "3", "4");
  }

  private List<String> migrations() {
    return StoreConfiguration.dsl(dataSource)
        .fetch("select version from flyway_schema_history where success order by installed_rank")
        .getValues(0, String.class);
  }
}
