package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.contract.Audience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record6;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Reads small audiences whole, and how many are in one. Nobody is in an audience who belongs to
 * another VAPID key, as the push service says, or whose subscription has expired.
 */
public final class AudienceReader {
  /** Where no index finds the members alone, so many subscriptions are looked at, at most. */
  private static final int LOOKED_AT = 10_000;

  private final DSLContext dsl;

  /** Reads through {@code dataSource}. */
  public AudienceReader(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /** How many subscriptions of the application are in the audience now. */
  public int count(String application, Audience audience) {
    return dsl.selectCount()
        .from(SUBSCRIPTION)
        .where(SUBSCRIPTION.APPLICATION_ID.eq(application))
        .and(isReachable())
        .and(AudienceCondition.of(audience))
        .fetchSingle()
        .value1();
  }

  /**
   * The members of the notification's audience that existed at its acceptance.
   *
   * @return empty if there are more than {@code limit}, or if too many would have to be looked at
   */
  public Optional<List<AudienceMember>> small(Notification notification, int limit) {
    return small(dsl, List.of(notification), limit).getFirst();
  }

  /** The same for each of the notifications, in their order; in a query or two for all. */
  static List<Optional<List<AudienceMember>>> small(
      DSLContext dsl, List<Notification> notifications, int limit) {
    List<Notification> named = new ArrayList<>();
    List<Notification> others = new ArrayList<>();
    for (Notification each : notifications) {
      (NamedAudiences.isNamed(each.audience()) ? named : others).add(each);
    }
    NamedAudiences byName = new NamedAudiences(dsl, named, limit + 1);
    Iterator<LookedAt> looked = lookAt(dsl, others, limit).iterator();
    return notifications.stream()
        .map(each ->
            NamedAudiences.isNamed(each.audience())
                ? Optional.of(byName.members(each)).filter(members -> members.size() <= limit)
                : looked.next().members())
        .toList();
  }

  private static List<LookedAt> lookAt(
      DSLContext dsl, List<Notification> notifications, int limit) {
    List<LookedAt> looked = new ArrayList<>();
    Select<Record6<Integer, UUID, String, UUID, String, Boolean>> all = null;
    for (Notification notification : notifications) {
      boolean residual = AudienceCondition.hasResidual(notification.audience());
      LookedAt one = new LookedAt(limit, residual ? Math.max(limit, LOOKED_AT) : limit);
      var each = each(dsl, looked.size(), notification, one.most + 1);
      all = all == null ? each : all.unionAll(each);
      looked.add(one);
    }
    if (all != null) {
      all.forEach(row ->
          looked
              .get(row.value1())
              .add(
                  new AudienceMember(row.value2(), row.value3(), row.value4(), row.value5()),
                  row.value6()));
    }
    return looked;
  }

  private static Select<Record6<Integer, UUID, String, UUID, String, Boolean>> each(
      DSLContext dsl, int number, Notification notification, int limit) {
    return dsl.select(
            DSL.val(number),
            SUBSCRIPTION.ID,
            SUBSCRIPTION.PUSH_SERVICE,
            SUBSCRIPTION.VAPID_KEY_ID,
            SUBSCRIPTION.BROWSER,
            isTrue(AudienceCondition.residual(notification.audience())))
        .from(SUBSCRIPTION)
        .where(SUBSCRIPTION.APPLICATION_ID.eq(notification.application()))
        .and(canBeIn(notification.acceptedAt()))
        .and(AudienceCondition.indexed(notification.audience()))
        .limit(limit);
  }

  /** Whether a subscription can be in an audience of a notification that was accepted then. */
  static Condition canBeIn(Instant acceptedAt) {
    return isReachable().and(SUBSCRIPTION.CREATED_AT.le(acceptedAt));
  }

  /** Whether a subscription is sent anything at all now, by Postgres' clock. */
  static Condition isReachable() {
    return SUBSCRIPTION.KEY_MISMATCH_SINCE.isNull().and(isAhead(SUBSCRIPTION.EXPIRES_AT));
  }

  /** Whether a time is still to come, by Postgres' clock; true where there is none. */
  static Condition isAhead(Field<Instant> time) {
    return DSL.condition("({0} is null or {0} > now())", time);
  }

  /** True or false, also where SQL knows neither. */
  static Field<Boolean> isTrue(Condition condition) {
    return DSL.field("({0}) is true", Boolean.class, condition);
  }

  /** What was looked at of one audience. */
  private static final class LookedAt {
    private final int limit;
    private final int most;
    private final List<AudienceMember> members = new ArrayList<>();
    private int count;

    LookedAt(int limit, int most) {
      this.limit = limit;
      this.most = most;
    }

    void add(AudienceMember one, boolean isMember) {
      count++;
      if (isMember) {
        members.add(one);
      }
    }

    Optional<List<AudienceMember>> members() {
      return count > most || members.size() > limit
          ? Optional.empty()
          : Optional.of(List.copyOf(members));
    }
  }
}
