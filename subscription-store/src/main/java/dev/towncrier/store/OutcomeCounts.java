package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static dev.towncrier.store.schema.Tables.OUTCOME_COUNT;

import dev.towncrier.contract.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Endings counted by notification, exactly once: the offset moves in the transaction of the counts.
 */
public final class OutcomeCounts {

  /**
   * What is counted together.
   *
   * @param pushService origin; empty if there was none
   * @param browser label of the subscriber's {@link Browser}; null if not known
   */
  public record Key(
      String application,
      String notification,
      Outcome outcome,
      String pushService,
      @Nullable String browser) {}

  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public OutcomeCounts(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /**
   * Adds {@code counts}, which may be negative, of the partition's records from {@code from} on,
   * and moves the offset to {@code next}.
   *
   * @return false, with nothing changed, if the offset no longer stands at {@code from}: another
   *     worker has the partition
   */
  public boolean add(String topic, int partition, long from, long next, Map<Key, Long> counts) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      if (!ConsumedOffsets.move(tx, topic, partition, from, next)) {
        return false;
      }
      add(tx, counts);
      return true;
    });
  }

  /** Adds {@code counts}, in the transaction of {@code tx}. */
  static void add(DSLContext tx, Map<Key, Long> counts) {
    List<Map.Entry<Key, Long>> entries = List.copyOf(counts.entrySet());
    // In one order everywhere, so that partitions never wait for each other in a circle. A
    // notification that was swept meanwhile has no one to count for.
    tx.execute(
        """
        insert into {0} as sum (application_id, notification_id, outcome, push_service, browser, count)
        select given.* from unnest({1}, {2}, {3}, {4}, {5}, {6})
            as given(application_id, notification_id, outcome, push_service, browser, count)
          join {7} on {7}.application_id = given.application_id and {7}.id = given.notification_id
         order by 1, 2, 3, 4, 5
        on conflict (application_id, notification_id, outcome, push_service, browser)
        do update set count = sum.count + excluded.count\
        """,
        OUTCOME_COUNT,
        of(entries, entry -> entry.getKey().application(), String[]::new),
        of(entries, entry -> entry.getKey().notification(), String[]::new),
        of(entries, entry -> entry.getKey().outcome().label(), String[]::new),
        of(entries, entry -> entry.getKey().pushService(), String[]::new),
        of(
            entries,
            entry -> Objects.requireNonNullElse(entry.getKey().browser(), ""),
            String[]::new),
        of(entries, Map.Entry::getValue, Long[]::new),
        NOTIFICATION);
  }

  private static <T> Field<T[]> of(
      List<Map.Entry<Key, Long>> entries,
      Function<Map.Entry<Key, Long>, T> member,
      IntFunction<T[]> array) {
    return DSL.val(entries.stream().map(member).toArray(array));
  }
}
