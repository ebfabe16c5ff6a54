package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static org.jooq.impl.DSL.name;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Record4;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;

/**
 * Large audiences, read in ranges of subscriptions: those of one push service between two ids.
 * However few of them are members, what one query looks at is bounded.
 */
public final class FanoutRanges {
  /** Pages of the table that a sample reads, about; some 12 subscriptions stand on one. */
  private static final double SAMPLED_PAGES = 1_000;

  private static final Field<UUID> ID = DSL.field(name("id"), UUID.class);
  private static final Field<UUID> KEY = DSL.field(name("vapid_key_id"), UUID.class);
  private static final Field<String> BROWSER = DSL.field(name("browser"), String.class);
  private static final Field<Boolean> WANTED = DSL.field(name("wanted"), Boolean.class);

  private final DSLContext dsl;

  /** Reads through {@code dataSource}. */
  public FanoutRanges(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /**
   * Splits the application's subscriptions into ranges of about the same size; at least one for
   * each push service.
   *
   * @param most ranges to aim at; only more push services make it more
   * @param leastSize subscriptions that are not worth a split
   */
  public List<KeyRange> split(String application, int most, int leastSize) {
    Map<String, List<UUID>> sampled = new HashMap<>();
    double share = Math.min(1, SAMPLED_PAGES / pages(dsl));
    long total = 0;
    for (var row : sample(application, share * 100)) {
      sampled.computeIfAbsent(row.value1(), _ -> new ArrayList<>()).add(row.value2());
      total++;
    }
    List<KeyRange> ranges = new ArrayList<>();
    for (String pushService : pushServices(application)) {
      List<UUID> ids = sampled.getOrDefault(pushService, List.of());
      long bySize = (long) (ids.size() / share / leastSize);
      long byShare = total == 0 ? 1 : Math.round((double) most * ids.size() / total);
      split(pushService, ids, (int) Math.max(1, Math.min(bySize, byShare)), ranges);
    }
    return ranges;
  }

  private static void split(String pushService, List<UUID> ids, int parts, List<KeyRange> ranges) {
    UUID after = KeyRange.FIRST;
    for (int part = 1; part < parts; part++) {
      UUID upTo = ids.get(ids.size() * part / parts);
      ranges.add(new KeyRange(pushService, after, upTo));
      after = upTo;
    }
    ranges.add(new KeyRange(pushService, after, KeyRange.LAST));
  }

  /** Pages of the table of subscriptions. */
  static double pages(DSLContext dsl) {
    return dsl.select(
            DSL.field(
                "greatest(1, pg_relation_size('subscription')"
                    + " / current_setting('block_size')::int)",
                Double.class))
        .fetchSingle()
        .value1();
  }

  private Iterable<Record2<String, UUID>> sample(String application, double percent) {
    return dsl.select(SUBSCRIPTION.PUSH_SERVICE, SUBSCRIPTION.ID)
        .from("subscription tablesample system ({0})", DSL.inline(percent))
        .where(SUBSCRIPTION.APPLICATION_ID.eq(application))
        .orderBy(SUBSCRIPTION.ID)
        .fetch();
  }

  /** By steps from one to the next along the index, as there are few of them. */
  private List<String> pushServices(String application) {
    return dsl.resultQuery(
            """
            with recursive service(name) as (
              (select push_service from subscription where application_id = {0}
                order by push_service limit 1)
              union all
              select (select push_service from subscription
                       where application_id = {0} and push_service > service.name
                       order by push_service limit 1)
                from service where service.name is not null)
            select name from service where name is not null\
            """,
            DSL.val(application))
        .fetch(0, String.class);
  }

  /**
   * The range's next members.
   *
   * @param lookedAt subscriptions to look at, at most
   * @param limit members to read, at most
   */
  public RangeSlice slice(Notification notification, KeyRange range, int lookedAt, int limit) {
    // Runs for every delivery, so past jOOQ's records.
    try (ResultSet rows = query(notification, range, lookedAt, limit).fetchResultSet()) {
      List<AudienceMember> members = new ArrayList<>();
      UUID after = range.after();
      int scanned = 0;
      while (rows.next()) {
        UUID id = rows.getObject(1, UUID.class);
        UUID key = rows.getObject(2, UUID.class);
        if (key == null) { // the last row, about all that were looked at
          after = id == null ? after : id;
          scanned = rows.getInt(4);
        } else {
          members.add(new AudienceMember(id, range.pushService(), key, rows.getString(3)));
        }
      }
      return members.size() == limit
          ? new RangeSlice(members, members.getLast().subscriptionId(), false)
          : new RangeSlice(members, after, scanned < lookedAt);
    } catch (SQLException e) {
      throw new IllegalStateException("A slice could not be read", e);
    }
  }

  private ResultQuery<?> query(Notification notification, KeyRange range, int lookedAt, int limit) {
    CommonTableExpression<Record4<UUID, UUID, String, Boolean>> scanned =
        name("scanned")
            .asMaterialized(
                DSL.select(
                        SUBSCRIPTION.ID,
                        SUBSCRIPTION.VAPID_KEY_ID,
                        SUBSCRIPTION.BROWSER,
                        AudienceReader.isTrue(isIn(notification)).as(WANTED))
                    .from(SUBSCRIPTION)
                    .where(isIn(notification.application(), range))
                    .orderBy(SUBSCRIPTION.ID)
                    .limit(lookedAt));
    return dsl.with(scanned)
        .select(ID, KEY, BROWSER, DSL.inline(0))
        .from(
            DSL.select(ID, KEY, BROWSER)
                .from(scanned)
                .where(WANTED)
                .orderBy(ID)
                .limit(limit)
                .asTable("m"))
        .unionAll(
            DSL.select(
                DSL.field(DSL.select(ID).from(scanned).orderBy(ID.desc()).limit(1)),
                DSL.inline(null, UUID.class),
                DSL.inline(null, String.class),
                DSL.field(DSL.selectCount().from(scanned))));
  }

  /** How many members are left in the range. */
  public long left(Notification notification, KeyRange range) {
    return count(notification, isIn(notification.application(), range));
  }

  /** How many members the notification's audience has. */
  public long size(Notification notification) {
    return count(notification, SUBSCRIPTION.APPLICATION_ID.eq(notification.application()));
  }

  private long count(Notification notification, Condition among) {
    return dsl.selectCount()
        .from(SUBSCRIPTION)
        .where(among)
        .and(isIn(notification))
        .fetchSingle()
        .value1();
  }

  private static Condition isIn(String application, KeyRange range) {
    return SUBSCRIPTION
        .APPLICATION_ID
        .eq(application)
        .and(SUBSCRIPTION.PUSH_SERVICE.eq(range.pushService()))
        .and(SUBSCRIPTION.ID.gt(range.after()))
        .and(SUBSCRIPTION.ID.le(range.upTo()));
  }

  private static Condition isIn(Notification notification) {
    return AudienceReader.canBeIn(notification.acceptedAt())
        .and(AudienceCondition.of(notification.audience()));
  }
}
