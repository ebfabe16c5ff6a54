package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.ANSWER_COUNT;
import static dev.towncrier.store.schema.Tables.PUSH_SERVICE_BREAKER;
import static dev.towncrier.store.schema.Tables.PUSH_SERVICE_HOLD;
import static dev.towncrier.store.schema.Tables.REMOVAL_BRAKE;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/**
 * What workers tell each other about push services, as far as one application is concerned: that
 * nothing may be sent for a while, that nothing may be removed for a while, and how often
 * subscriptions are usually reported gone. Times are the workers' own, which may differ by seconds.
 */
public final class PushServiceStates {
  /** How long a brake holds after the last time that the share of gone was abnormal. */
  public static final Duration BRAKE = Duration.ofMinutes(5);

  /** How many hours before the present one say what is usual. */
  static final int USUAL_HOURS = 24;

  /** A breaker counts as closed when no worker has told of it for so long. */
  static final Duration BREAKER_TOLD = Duration.ofSeconds(15);

  private static final int MAX_FAILURE = 200;

  /** A push service, by its origin, and an application that sends to it. */
  public record Pair(String pushService, String application) {}

  /** Nothing is sent before {@code until}. */
  public record Hold(Pair pair, Instant until) {}

  /**
   * So many are reported gone that none is removed.
   *
   * @param since when it began
   * @param lastAbnormalAt when the share of gone was last seen to be abnormal
   */
  public record Brake(Pair pair, Instant since, Instant lastAbnormalAt) {}

  /**
   * A worker's breaker that is open, as the push service only fails.
   *
   * @param failure the latest, for people
   */
  public record OpenBreaker(String pushService, Instant since, String failure) {}

  /**
   * Answers about subscriptions that were accepted before.
   *
   * @param answers how many there were since the last exchange
   * @param gone how many of these reported the subscription gone
   */
  public record AnswerCount(Pair pair, long answers, long gone) {}

  /**
   * What all workers know together.
   *
   * @param holds those that still last
   * @param brakes those that are on: abnormal less than {@link #BRAKE} ago
   * @param usualGoneShare of the answers of the last 24 full hours, from 0 to 1; without the pairs
   *     that had no answer in them. The present hour is left out, so that an abnormal one does not
   *     become usual while it lasts
   */
  public record SharedStates(
      List<Hold> holds, List<Brake> brakes, Map<Pair, Double> usualGoneShare) {}

  private static final Field<String> PUSH_SERVICE = DSL.field("told.push_service", String.class);
  private static final Field<String> APPLICATION = DSL.field("told.application", String.class);

  private static final List<String> COLUMNS =
      List.of("push_service", "application", "one", "other");

  private final DSLContext dsl;
  private final InstantSource clock;

  /** Reads and writes through {@code dataSource}. */
  public PushServiceStates(DataSource dataSource, InstantSource clock) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.clock = clock;
  }

  /**
   * Tells the others what this worker has seen, and learns what they have: one statement for each
   * argument that is not empty, and one that reads.
   *
   * @param counts since the last exchange, at most one of a pair; they are added to the present
   *     hour
   * @param holds at most one of a pair; the later one stays
   * @param brakes at most one of a pair; the later one stays, with the beginning of one that was
   *     still on
   */
  public SharedStates exchange(
      Collection<AnswerCount> counts, Collection<Hold> holds, Collection<Brake> brakes) {
    Instant now = clock.instant();
    if (!counts.isEmpty()) {
      add(counts, now.truncatedTo(ChronoUnit.HOURS));
    }
    if (!holds.isEmpty()) {
      hold(holds);
    }
    if (!brakes.isEmpty()) {
      brake(brakes);
    }
    return read(now);
  }

  /**
   * Tells people of breakers; to be told again about once a second while they are open.
   *
   * @param breakers at most one of a push service
   */
  public void tell(Collection<OpenBreaker> breakers) {
    if (breakers.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    dsl.execute(
        """
        insert into {0} as known (push_service, since, failure, told_at)
        select told.*, {1} from unnest({2}, {3}, {4}) as told order by 1
        on conflict (push_service) do update set
          since = case when known.told_at > {5} then least(known.since, excluded.since)
            else excluded.since end,
          failure = excluded.failure,
          told_at = excluded.told_at\
        """,
        PUSH_SERVICE_BREAKER,
        DSL.val(now),
        DSL.val(of(breakers, OpenBreaker::pushService, String[]::new)),
        DSL.val(of(breakers, OpenBreaker::since, Instant[]::new)),
        DSL.val(of(breakers, breaker -> line(breaker.failure()), String[]::new)),
        DSL.val(now.minus(BREAKER_TOLD)));
  }

  /** What others wrote, as one line that can be stored. */
  private static String line(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.substring(0, Math.min(MAX_FAILURE, line.length()));
  }

  private void add(Collection<AnswerCount> counts, Instant hour) {
    dsl.insertInto(
            ANSWER_COUNT,
            ANSWER_COUNT.PUSH_SERVICE,
            ANSWER_COUNT.APPLICATION_ID,
            ANSWER_COUNT.HOUR,
            ANSWER_COUNT.ANSWERS,
            ANSWER_COUNT.GONE)
        .select(
            DSL.select(
                    PUSH_SERVICE,
                    APPLICATION,
                    DSL.val(hour),
                    DSL.field("told.one", Long.class),
                    DSL.field("told.other", Long.class))
                .from(
                    told(
                        counts,
                        AnswerCount::pair,
                        DSL.val(of(counts, AnswerCount::answers, Long[]::new)),
                        DSL.val(of(counts, AnswerCount::gone, Long[]::new))))
                .orderBy(PUSH_SERVICE, APPLICATION))
        .onConflict(ANSWER_COUNT.PUSH_SERVICE, ANSWER_COUNT.APPLICATION_ID, ANSWER_COUNT.HOUR)
        .doUpdate()
        .set(ANSWER_COUNT.ANSWERS, ANSWER_COUNT.ANSWERS.plus(DSL.excluded(ANSWER_COUNT.ANSWERS)))
        .set(ANSWER_COUNT.GONE, ANSWER_COUNT.GONE.plus(DSL.excluded(ANSWER_COUNT.GONE)))
        .execute();
  }

  private void hold(Collection<Hold> holds) {
    dsl.insertInto(
            PUSH_SERVICE_HOLD,
            PUSH_SERVICE_HOLD.PUSH_SERVICE,
            PUSH_SERVICE_HOLD.APPLICATION_ID,
            PUSH_SERVICE_HOLD.UNTIL)
        .select(
            DSL.select(PUSH_SERVICE, APPLICATION, DSL.field("told.one", Instant.class))
                .from(told(holds, Hold::pair, DSL.val(of(holds, Hold::until, Instant[]::new))))
                .orderBy(PUSH_SERVICE, APPLICATION))
        .onConflict(PUSH_SERVICE_HOLD.PUSH_SERVICE, PUSH_SERVICE_HOLD.APPLICATION_ID)
        .doUpdate()
        .set(PUSH_SERVICE_HOLD.UNTIL, DSL.excluded(PUSH_SERVICE_HOLD.UNTIL))
        .where(PUSH_SERVICE_HOLD.UNTIL.lt(DSL.excluded(PUSH_SERVICE_HOLD.UNTIL)))
        .execute();
  }

  private void brake(Collection<Brake> brakes) {
    Field<Instant> since = DSL.excluded(REMOVAL_BRAKE.SINCE);
    Field<Instant> ended =
        DSL.field(
            "{0} + {1}",
            SQLDataType.INSTANT,
            REMOVAL_BRAKE.LAST_ABNORMAL_AT,
            DSL.inline(DayToSecond.valueOf(BRAKE)));
    dsl.insertInto(
            REMOVAL_BRAKE,
            REMOVAL_BRAKE.PUSH_SERVICE,
            REMOVAL_BRAKE.APPLICATION_ID,
            REMOVAL_BRAKE.SINCE,
            REMOVAL_BRAKE.LAST_ABNORMAL_AT)
        .select(
            DSL.select(
                    PUSH_SERVICE,
                    APPLICATION,
                    DSL.field("told.one", Instant.class),
                    DSL.field("told.other", Instant.class))
                .from(
                    told(
                        brakes,
                        Brake::pair,
                        DSL.val(of(brakes, Brake::since, Instant[]::new)),
                        DSL.val(of(brakes, Brake::lastAbnormalAt, Instant[]::new))))
                .orderBy(PUSH_SERVICE, APPLICATION))
        .onConflict(REMOVAL_BRAKE.PUSH_SERVICE, REMOVAL_BRAKE.APPLICATION_ID)
        .doUpdate()
        .set(
            REMOVAL_BRAKE.SINCE,
            DSL.when(ended.gt(since), DSL.least(REMOVAL_BRAKE.SINCE, since)).otherwise(since))
        .set(REMOVAL_BRAKE.LAST_ABNORMAL_AT, DSL.excluded(REMOVAL_BRAKE.LAST_ABNORMAL_AT))
        .where(REMOVAL_BRAKE.LAST_ABNORMAL_AT.lt(DSL.excluded(REMOVAL_BRAKE.LAST_ABNORMAL_AT)))
        .execute();
  }

  /** All three kinds in one statement, told apart by their first column. */
  private SharedStates read(Instant now) {
    List<Hold> holds = new ArrayList<>();
    List<Brake> brakes = new ArrayList<>();
    Map<Pair, Double> usual = new HashMap<>();
    Field<Instant> none = DSL.inline(null, SQLDataType.INSTANT);
    Field<Double> noShare = DSL.inline(null, SQLDataType.DOUBLE);
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    dsl.select(
            DSL.inline("hold"),
            PUSH_SERVICE_HOLD.PUSH_SERVICE,
            PUSH_SERVICE_HOLD.APPLICATION_ID,
            PUSH_SERVICE_HOLD.UNTIL,
            none,
            noShare)
        .from(PUSH_SERVICE_HOLD)
        .where(PUSH_SERVICE_HOLD.UNTIL.gt(now))
        .unionAll(
            DSL.select(
                    DSL.inline("brake"),
                    REMOVAL_BRAKE.PUSH_SERVICE,
                    REMOVAL_BRAKE.APPLICATION_ID,
                    REMOVAL_BRAKE.SINCE,
                    REMOVAL_BRAKE.LAST_ABNORMAL_AT,
                    noShare)
                .from(REMOVAL_BRAKE)
                .where(REMOVAL_BRAKE.LAST_ABNORMAL_AT.gt(now.minus(BRAKE))))
        .unionAll(
            DSL.select(
                    DSL.inline("usual"),
                    ANSWER_COUNT.PUSH_SERVICE,
                    ANSWER_COUNT.APPLICATION_ID,
                    none,
                    none,
                    DSL.sum(ANSWER_COUNT.GONE)
                        .cast(SQLDataType.DOUBLE)
                        .div(DSL.sum(ANSWER_COUNT.ANSWERS).cast(SQLDataType.DOUBLE)))
                .from(ANSWER_COUNT)
                .where(ANSWER_COUNT.HOUR.lt(hour))
                .and(ANSWER_COUNT.HOUR.ge(hour.minus(USUAL_HOURS, ChronoUnit.HOURS)))
                .groupBy(ANSWER_COUNT.PUSH_SERVICE, ANSWER_COUNT.APPLICATION_ID)
                .having(DSL.sum(ANSWER_COUNT.ANSWERS).gt(BigDecimal.ZERO)))
        .forEach(row -> {
          Pair pair = new Pair(row.value2(), row.value3());
          switch (row.value1()) {
            case "hold" -> holds.add(new Hold(pair, row.value4()));
            case "brake" -> brakes.add(new Brake(pair, row.value4(), row.value5()));
            default -> usual.put(pair, row.value6());
          }
        });
    return new SharedStates(List.copyOf(holds), List.copyOf(brakes), Map.copyOf(usual));
  }

  /** What was told, as a table; in one order by its pairs, so that workers never deadlock. */
  private static <T> Table<?> told(
      Collection<T> things, Function<T, Pair> pair, Field<?>... members) {
    List<Field<?>> columns = new ArrayList<>();
    columns.add(DSL.val(of(things, thing -> pair.apply(thing).pushService(), String[]::new)));
    columns.add(DSL.val(of(things, thing -> pair.apply(thing).application(), String[]::new)));
    columns.addAll(List.of(members));
    return DSL.table("unnest({0})", DSL.list(columns))
        .as("told", COLUMNS.subList(0, columns.size()).toArray(String[]::new));
  }

  private static <T, V> V[] of(
      Collection<T> things, Function<T, V> member, IntFunction<V[]> array) {
    return things.stream().map(member).toArray(array);
  }
}
