package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.contract.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads who is in an audience, slice by slice in the order of subscription ids, or how many. */
public final class AudienceReader {
  private final DSLContext dsl;

  /** Reads through {@code dataSource}. */
  public AudienceReader(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /**
   * The next members of the notification's audience, each subscription once, and none that belongs
   * to another VAPID key as its push service says; fewer than {@code limit} mean that there are no
   * more.
   *
   * @param after the last subscription already read; null at the start
   */
  public List<AudienceMember> slice(Notification notification, @Nullable UUID after, int limit) {
    return slice(dsl, 0, notification, after, limit)
        .fetch(row -> new AudienceMember(row.value2(), row.value3(), row.value4()));
  }

  /**
   * How many subscriptions of the application are in the audience now, by the rules that slices are
   * read by.
   */
  public int count(String application, Audience audience) {
    return dsl.selectCount()
        .from(SUBSCRIPTION)
        .where(isIn(application, audience))
        .fetchSingle()
        .value1();
  }

  /** The first slices of the notifications' audiences, in their order; all in one query. */
  static List<List<AudienceMember>> first(
      DSLContext dsl, List<Notification> notifications, int limit) {
    List<List<AudienceMember>> slices = new ArrayList<>();
    Select<Record4<Integer, UUID, String, UUID>> all = null;
    for (Notification notification : notifications) {
      var slice = slice(dsl, slices.size(), notification, null, limit);
      all = all == null ? slice : all.unionAll(slice);
      slices.add(new ArrayList<>());
    }
    if (all != null) {
      all.forEach(row ->
          slices
              .get(row.value1())
              .add(new AudienceMember(row.value2(), row.value3(), row.value4())));
    }
    return slices;
  }

  private static Select<Record4<Integer, UUID, String, UUID>> slice(
      DSLContext dsl, int number, Notification notification, @Nullable UUID after, int limit) {
    return dsl.select(
            DSL.val(number), SUBSCRIPTION.ID, SUBSCRIPTION.PUSH_SERVICE, SUBSCRIPTION.VAPID_KEY_ID)
        .from(SUBSCRIPTION)
        .where(isIn(notification.application(), notification.audience()))
        .and(SUBSCRIPTION.CREATED_AT.le(notification.acceptedAt()))
        .and(after == null ? DSL.noCondition() : SUBSCRIPTION.ID.gt(after))
        .orderBy(SUBSCRIPTION.ID)
        .limit(limit);
  }

  private static Condition isIn(String application, Audience audience) {
    return SUBSCRIPTION
        .APPLICATION_ID
        .eq(application)
        .and(SUBSCRIPTION.KEY_MISMATCH_SINCE.isNull())
        .and(AudienceCondition.of(audience));
  }
}
