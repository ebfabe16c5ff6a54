package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.ANSWER_COUNT;
import static dev.towncrier.store.schema.Tables.PUSH_SERVICE_BREAKER;
import static dev.towncrier.store.schema.Tables.PUSH_SERVICE_HOLD;
import static dev.towncrier.store.schema.Tables.REMOVAL_BRAKE;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Reads how push services stand with an application, as workers have told each other. */
public final class PushServiceReader {
  private static final Field<String> PUSH_SERVICE =
      DSL.field(DSL.name("told", "push_service"), String.class);
  private static final Field<BigDecimal> ANSWERS = DSL.field("answers", BigDecimal.class);
  private static final Field<BigDecimal> GONE = DSL.field("gone", BigDecimal.class);
  private static final Field<Instant> HELD_UNTIL = DSL.field("held_until", Instant.class);
  private static final Field<Instant> BRAKE_SINCE = DSL.field("brake_since", Instant.class);

  private final DSLContext dsl;
  private final InstantSource clock;

  /**
   * Reads through {@code dataSource}.
   *
   * @param clock says what still lasts
   */
  public PushServiceReader(DataSource dataSource, InstantSource clock) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.clock = clock;
  }

  /**
   * Those that have answered within a day, are held, have the brake on or only fail, by their
   * origins.
   */
  public List<PushServiceState> of(String application) {
    Instant now = clock.instant();
    Instant day =
        now.truncatedTo(ChronoUnit.HOURS).minus(PushServiceStates.USUAL_HOURS, ChronoUnit.HOURS);
    var told =
        DSL.select(
                ANSWER_COUNT.PUSH_SERVICE,
                ANSWER_COUNT.ANSWERS,
                ANSWER_COUNT.GONE,
                DSL.inline(null, Instant.class).as(HELD_UNTIL),
                DSL.inline(null, Instant.class).as(BRAKE_SINCE))
            .from(ANSWER_COUNT)
            .where(ANSWER_COUNT.APPLICATION_ID.eq(application))
            .and(ANSWER_COUNT.HOUR.ge(day))
            .unionAll(
                DSL.select(
                        PUSH_SERVICE_HOLD.PUSH_SERVICE,
                        DSL.inline(0L),
                        DSL.inline(0L),
                        PUSH_SERVICE_HOLD.UNTIL,
                        DSL.inline(null, Instant.class))
                    .from(PUSH_SERVICE_HOLD)
                    .where(PUSH_SERVICE_HOLD.APPLICATION_ID.eq(application))
                    .and(PUSH_SERVICE_HOLD.UNTIL.gt(now)))
            .unionAll(
                DSL.select(
                        REMOVAL_BRAKE.PUSH_SERVICE,
                        DSL.inline(0L),
                        DSL.inline(0L),
                        DSL.inline(null, Instant.class),
                        REMOVAL_BRAKE.SINCE)
                    .from(REMOVAL_BRAKE)
                    .where(REMOVAL_BRAKE.APPLICATION_ID.eq(application))
                    .and(REMOVAL_BRAKE.LAST_ABNORMAL_AT.gt(now.minus(PushServiceStates.BRAKE))))
            .unionAll(
                DSL.select(
                        PUSH_SERVICE_BREAKER.PUSH_SERVICE,
                        DSL.inline(0L),
                        DSL.inline(0L),
                        DSL.inline(null, Instant.class),
                        DSL.inline(null, Instant.class))
                    .from(PUSH_SERVICE_BREAKER)
                    .where(
                        DSL.exists(
                            DSL.selectOne()
                                .from(SUBSCRIPTION)
                                .where(SUBSCRIPTION.APPLICATION_ID.eq(application))
                                .and(
                                    SUBSCRIPTION.PUSH_SERVICE.eq(
                                        PUSH_SERVICE_BREAKER.PUSH_SERVICE))))
                    .and(isTold(now)))
            .asTable("told");
    return dsl.select(
            PUSH_SERVICE,
            DSL.sum(ANSWERS),
            DSL.sum(GONE),
            DSL.max(HELD_UNTIL),
            DSL.max(BRAKE_SINCE),
            DSL.max(PUSH_SERVICE_BREAKER.SINCE),
            DSL.max(PUSH_SERVICE_BREAKER.FAILURE))
        .from(told)
        .leftJoin(PUSH_SERVICE_BREAKER)
        .on(PUSH_SERVICE_BREAKER.PUSH_SERVICE.eq(PUSH_SERVICE))
        .and(isTold(now))
        .groupBy(PUSH_SERVICE)
        .orderBy(PUSH_SERVICE)
        .fetch(row ->
            new PushServiceState(
                row.value1(),
                row.value2().longValueExact(),
                row.value3().longValueExact(),
                row.value4(),
                row.value5(),
                row.value6(),
                row.value7()));
  }

  private static Condition isTold(Instant now) {
    return PUSH_SERVICE_BREAKER.TOLD_AT.gt(now.minus(PushServiceStates.BREAKER_TOLD));
  }
}
