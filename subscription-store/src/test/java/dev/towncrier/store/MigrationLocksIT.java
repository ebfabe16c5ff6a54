package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.infrastructure.TestInfrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * While a migration has a lock on {@code subscription} for which others who read or write there
 * have to wait, it goes through no table from end to end. That is told by Postgres, not by what the
 * SQL looks like.
 */
class MigrationLocksIT {
  /** What they go through. From before version 0.1, and no more are added. */
  private static final Map<Integer, Set<String>> KNOWN =
      Map.of(
          5, Set.of("subscription"),
          7, Set.of("subscription", "notification"),
          10, Set.of("subscription", "removed_subscription", "vapid_key"),
          13, Set.of("subscription"),
          16, Set.of("outcome_count", "receipt_count"));

  private static final List<String> HARMLESS =
      List.of(
          "alter table subscription add a int not null default 1",
          "alter table subscription add b text",
          "create index concurrently subscription_by_b on subscription (b)",
          "alter table subscription add constraint b check (b is not null) not valid",
          "alter table subscription validate constraint b",
          "alter table subscription alter b set not null",
          "alter table subscription drop constraint b",
          """
          alter table subscription
            add constraint key foreign key (vapid_key_id) references vapid_key (signing_id) not valid\
          """,
          "alter table subscription validate constraint key",
          "delete from notification where ttl_seconds = 0");

  private static final List<String> HARMFUL =
      List.of(
          "alter table subscription add c float default random()",
          "alter table subscription alter a type bigint",
          "alter table subscription add d text; alter table subscription alter d set not null",
          "alter table subscription add check (a > 0)",
          "alter table subscription add foreign key (vapid_key_id) references vapid_key (signing_id)",
          "create index subscription_by_a on subscription (a)",
          "update subscription set a = 2",
          "alter table subscription add e text; delete from notification where ttl_seconds = 0");

  @TempDir private Path further;

  @Test
  void noMigrationHoldsUpWhoReadsOrWritesSubscriptions() {
    assertThat(longLocks()).isEqualTo(KNOWN);
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // an index waits for all
  void tellsThoseThatWouldFromThoseThatWouldNot() throws IOException {
    Map<Integer, Set<String>> expected = new HashMap<>(KNOWN);
    int version = 1_000;
    for (String sql : HARMLESS) {
      write(++version, sql);
    }
    for (String sql : HARMFUL) {
      write(++version, sql);
      expected.put(version, Set.of("subscription"));
    }
    expected.put(version, Set.of("notification"));

    assertThat(longLocks()).isEqualTo(expected);
  }

  private void write(int version, String sql) throws IOException {
    Files.writeString(further.resolve("V" + version + "__further.sql"), sql + ";");
  }

  private Map<Integer, Set<String>> longLocks() {
    var observer = new Observer();
    Schema.configuration(TestInfrastructure.freshDatabase().dataSource())
        .locations(Schema.LOCATION, "filesystem:" + further)
        .callbacks(observer)
        .load()
        .migrate();
    return observer.longLocks;
  }

  /** Asks at the end of each migration, in its transaction if it has one. */
  private static final class Observer extends BaseCallback {
    private static final String IS_LOCKED =
        """
        select exists (
          select from pg_locks
           where pid = pg_backend_pid() and relation = to_regclass('subscription')
             and mode not in ('AccessShareLock', 'RowShareLock', 'ShareUpdateExclusiveLock'))\
        """;
    // Tables that are new have no rows.
    private static final String SCANS =
        """
        select relname, coalesce(pg_stat_get_xact_numscans(relid), 0) from pg_stat_user_tables\
        """;

    private final Map<Integer, Set<String>> longLocks = new TreeMap<>();
    private final Map<String, Long> before = new HashMap<>();

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
      DSLContext sql = DSL.using(context.getConnection());
      Map<String, Long> scans = new HashMap<>();
      sql.fetch(SCANS).forEach(row -> scans.put(row.get(0, String.class), row.get(1, Long.class)));
      if (event == Event.BEFORE_EACH_MIGRATE) {
        before.clear();
        before.putAll(scans);
      } else if (sql.fetchSingle(IS_LOCKED).get(0, Boolean.class)) {
        Set<String> scanned = new TreeSet<>(before.keySet());
        scanned.removeIf(table -> scans.getOrDefault(table, 0L) <= before.get(table));
        if (!scanned.isEmpty()) {
          longLocks.put(
              Integer.valueOf(context.getMigrationInfo().getVersion().toString()), scanned);
        }
      }
    }
  }
}
