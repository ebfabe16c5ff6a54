package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.infrastructure.TestInfrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SchemaIT {
  private static final String[] VERSIONS = {
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "13", "14", "15", "16", "17"
  };

  private final Sealer sealer = new Sealer(KeyEncryptionKeys.of(KeyEncryptionKey.random()));
  private final DataSource dataSource = TestInfrastructure.freshDatabase().dataSource();
  private final DSLContext sql = StoreConfiguration.dsl(dataSource);

  @TempDir private Path newer;

  @Test
  void migratesOnce() {
    Schema.migrate(dataSource);
    new Applications(dataSource, sealer)
        .create(TestStore.newApplication("demo"), P256.bouncyCastle().generateKeyPair());

    Schema.migrate(dataSource);

    assertThat(new Applications(dataSource, sealer).ids()).containsExactly("demo");
    assertThat(migrations()).containsExactly(VERSIONS);
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
    assertThat(migrations()).containsExactly(VERSIONS);
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void buildsAnIndexConcurrentlyWhileOtherProcessesWaitToMigrate() throws Exception {
    Flyway newerVersion =
        with("1000", "create index concurrently newer on subscription (created_at)");

    assertThat(TestStore.atOnce(4, _ -> () -> newerVersion.migrate().success)).containsOnly(true);

    assertThat(migrations()).endsWith("1000");
  }

  @Test
  void isFineWithTablesThatANewerVersionHasMigrated() throws IOException {
    with("1000", "create table newer (id int)").migrate();

    Schema.migrate(dataSource);

    assertThat(Schema.pending(dataSource)).isEmpty();
    assertThat(migrations()).endsWith("1000");
  }

  private Flyway with(String version, String sql) throws IOException {
    Files.writeString(newer.resolve("V" + version + "__newer.sql"), sql + ";");
    return Schema.configuration(dataSource)
        .locations(Schema.LOCATION, "filesystem:" + newer)
        .load();
  }

  @Test
  void goesOnTellingWhatWasReportedGoneBeforeRemovalsWereKept() {
    UUID gone = UUID.randomUUID();
    Flyway.configure().dataSource(dataSource).target("2").load().migrate();
    sql.execute(
        "insert into application (id, name, allowed_origins, vapid_subject, navigate,"
            + " sealed_delivery_secret) values ('old', '', '{}', '', '', '')");
    sql.execute("insert into gone_subscription (id, application_id) values (?, 'old')", gone);

    Schema.migrate(dataSource);

    assertThat(new DeliveryTargets(dataSource, sealer).gone(List.of(gone))).containsExactly(gone);
    var all = new RemovedSubscriptions.Filter("old", null, null);
    assertThat(new RemovedSubscriptions(dataSource).restore(all))
        .isEqualTo(new RemovedSubscriptions.Counts(0, 0));
  }

  @Test
  void goesOnWithTheNewestKeyAsTheCurrentOne() {
    Flyway.configure().dataSource(dataSource).target("8").load().migrate();
    sql.execute(
        "insert into application (id, name, allowed_origins, vapid_subject, navigate,"
            + " sealed_delivery_secret) values ('old', '', '{}', '', '', '')");
    sql.execute(
        """
        insert into vapid_key (id, application_id, public_key, sealed_private_key, created_at)
        select gen_random_uuid(), 'old', decode(repeat(n::text, 130), 'hex'), 'x',
          timestamptz '2026-01-01' + n * interval '1 day'
        from generate_series(1, 3) as n\
        """);

    Schema.migrate(dataSource);

    assertThat(sql.fetch("select state from vapid_key order by created_at").getValues(0))
        .isEqualTo(List.of("former", "former", "current"));
  }

  @Test
  void keepsEveryColumnOfARemovedSubscription() {
    assertThat(columns(REMOVED_SUBSCRIPTION))
        .containsAll(columns(SUBSCRIPTION))
        .contains("removed_at");
  }

  private static List<String> columns(Table<?> table) {
    return Arrays.stream(table.fields()).map(Field::getName).toList();
  }

  private List<String> migrations() {
    return sql.fetch(
            "select version from flyway_schema_history where success order by installed_rank")
        .getValues(0, String.class);
  }
}
