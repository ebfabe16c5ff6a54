package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;
import static dev.towncrier.store.schema.Tables.RECEIPT;
import static dev.towncrier.store.schema.Tables.RECEIPT_COUNT;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.contract.DeliveryIds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What browsers tell of deliveries, each counted once for its notification. A receipt counts if its
 * delivery id is that of the notification and the subscription that it names, which nobody knows
 * who did not get the message; so nobody can fill the table with others.
 */
public final class Receipts {
  /** How long each is kept, from the time that it tells of. The sums stay. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** So much may browsers' clocks be ahead. */
  private static final Duration AHEAD = Duration.ofDays(1);

  /** Rows that a sum is spread over, so that many requests can add to it at once. */
  private static final int PARTS = 16;

  /** What became of a receipt. */
  public enum Fate {
    /** It was new. */
    COUNTED,
    /** It was counted before. */
    REPEATED,
    /** It tells of no delivery of ours, or does not say of which. Nothing of it is kept. */
    UNJOINED,
    /** It is too old, or its notification is not kept any more. Nothing of it is kept. */
    LATE,
    /** The application wants none. Nothing of it is kept. */
    OFF
  }

  /** A receipt that was found to tell of a delivery of ours. */
  private record Joined(UUID subscription, String notification, ReceiptEvent event, Instant at) {}

  private final DSLContext dsl;
  private final DeliveryIds ids;
  private final InstantSource clock;

  /**
   * Reads and writes through {@code dataSource}.
   *
   * @param deliverySecret the key that an application's delivery ids are made with
   * @param clock says what is too old, and when browsers were seen
   */
  public Receipts(
      DataSource dataSource, Function<String, byte[]> deliverySecret, InstantSource clock) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.ids = new DeliveryIds(deliverySecret);
    this.clock = clock;
  }

  /**
   * Counts receipts of an application, and notes that their browsers were seen.
   *
   * @param application as it is now; it may want none
   * @return how many came to what
   */
  public Map<Fate, Integer> take(Application application, List<Receipt> receipts) {
    Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    if (!application.receipts()) {
      fates.put(Fate.OFF, receipts.size());
      return fates;
    }
    Instant now = clock.instant();
    List<Joined> inTime = new ArrayList<>();
    for (Receipt receipt : receipts) {
      Joined joined = joined(application.id(), receipt);
      if (joined == null) {
        add(fates, Fate.UNJOINED, 1);
      } else if (joined.at().isBefore(now.minus(KEPT)) || joined.at().isAfter(now.plus(AHEAD))) {
        add(fates, Fate.LATE, 1);
      } else {
        inTime.add(joined);
      }
    }
    if (!inTime.isEmpty()) {
      count(application.id(), inTime, now, fates);
    }
    return fates;
  }

  private @Nullable Joined joined(String application, Receipt receipt) {
    String notification = receipt.notification();
    UUID subscription = receipt.subscription();
    return notification != null
            && subscription != null
            && ids.isOf(receipt.deliveryId(), application, notification, subscription)
        ? new Joined(subscription, notification, receipt.event(), receipt.at())
        : null;
  }

  private void count(
      String application, List<Joined> receipts, Instant now, Map<Fate, Integer> fates) {
    Subscriptions.see(
        dsl,
        application,
        receipts.stream().map(Joined::subscription).distinct().toArray(UUID[]::new),
        Days.of(now));
    int part = ThreadLocalRandom.current().nextInt(PARTS);
    Record2<Integer, Integer> counted =
        Collisions.retried(dsl, tx -> insert(tx, application, receipts, part));
    int kept = counted.value1();
    int added = counted.value2();
    add(fates, Fate.LATE, receipts.size() - kept);
    add(fates, Fate.REPEATED, kept - added);
    add(fates, Fate.COUNTED, added);
  }

  /** Sums as they were read, by event. */
  static Map<ReceiptEvent, Long> sums(List<Record2<String, BigDecimal>> rows) {
    Map<ReceiptEvent, Long> sums = new EnumMap<>(ReceiptEvent.class);
    for (Record2<String, BigDecimal> row : rows) {
      sums.put(ReceiptEvent.of(row.value1()).orElseThrow(), row.value2().longValueExact());
    }
    return sums;
  }

  private static void add(Map<Fate, Integer> fates, Fate fate, int count) {
    if (count > 0) {
      fates.merge(fate, count, Integer::sum);
    }
  }

  /** Keeps and counts those that are new, in one order everywhere, so that nobody deadlocks. */
  private static Record2<Integer, Integer> insert(
      DSLContext tx, String application, List<Joined> receipts, int part) {
    return tx.resultQuery(
            """
            with given as (
              select given.* from unnest({0}, {1}, {2}, {3})
                  as given(subscription_id, notification_id, event, at)
                join {4} on {4}.application_id = {5} and {4}.id = given.notification_id),
            taken as (
              insert into {6} (subscription_id, notification_id, event, at)
              select * from given order by 1, 2, 3
              on conflict do nothing
              returning subscription_id, notification_id, event),
            counted as (
              insert into {7} as sum
                (application_id, notification_id, event, push_service, browser, part, count)
              select {5}, notification_id, event, coalesce(push_service, ''),
                  coalesce(browser, ''), {8}, count(*)
                from taken left join {9} on {9}.id = taken.subscription_id
               group by 2, 3, 4, 5 order by 2, 3, 4, 5
              on conflict (application_id, notification_id, event, push_service, browser, part)
              do update set count = sum.count + excluded.count)
            select (select count(*)::int from given), (select count(*)::int from taken)\
            """,
            of(receipts, Joined::subscription, UUID[]::new),
            of(receipts, Joined::notification, String[]::new),
            of(receipts, receipt -> receipt.event().label(), String[]::new),
            of(receipts, Joined::at, Instant[]::new),
            NOTIFICATION,
            DSL.val(application),
            RECEIPT,
            RECEIPT_COUNT,
            DSL.inline(part),
            SUBSCRIPTION)
        .coerce(DSL.field("given", Integer.class), DSL.field("taken", Integer.class))
        .fetchSingle();
  }

  private static <T> Field<T[]> of(
      List<Joined> receipts, Function<Joined, T> member, IntFunction<T[]> array) {
    return DSL.val(receipts.stream().map(member).toArray(array));
  }
}
