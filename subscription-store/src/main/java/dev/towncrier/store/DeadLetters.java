package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.DEAD_LETTER;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.store.schema.tables.records.DeadLetterRecord;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The deliveries whose latest ending is a dead letter: an index of the topic of dead letters. */
public final class DeadLetters {
  private static final int MAX_RESPONSE = 1_024;

  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public DeadLetters(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /**
   * Adds {@code letters}, read from the partition's records from {@code from} on, and moves the
   * offset to {@code next}. A delivery that is dead-lettered again keeps its row.
   *
   * @param leftOut is told which letters can't be stored: of applications that are not there, or
   *     with values that Postgres can't hold
   * @return false, with nothing changed, if the offset no longer stands at {@code from}: another
   *     worker has the partition
   */
  public boolean add(
      String topic,
      int partition,
      long from,
      long next,
      List<NewDeadLetter> letters,
      Consumer<NewDeadLetter> leftOut) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      if (!ConsumedOffsets.move(tx, topic, partition, from, next)) {
        return false;
      }
      Set<String> applications = existing(tx, letters);
      Predicate<NewDeadLetter> isStorable =
          letter -> applications.contains(letter.application()) && !holdsNul(letter);
      letters.stream().filter(isStorable.negate()).forEach(leftOut);
      List<NewDeadLetter> known = letters.stream().filter(isStorable).toList();
      if (!isStored(tx, known)) {
        known.stream().filter(letter -> !isStored(tx, List.of(letter))).forEach(leftOut);
      }
      return true;
    });
  }

  /** Postgres has no text with the character U+0000, and the protocol breaks on it. */
  private static boolean holdsNul(NewDeadLetter letter) {
    DeliveryRequested delivery = letter.delivery();
    return delivery != null
        && Stream.of(delivery.deliveryId(), delivery.notificationId(), delivery.pushService())
            .anyMatch(DeadLetters::holdsNul);
  }

  private static boolean holdsNul(String text) {
    return text.indexOf('\0') >= 0;
  }

  private static Set<String> existing(DSLContext tx, List<NewDeadLetter> letters) {
    String[] named =
        letters.stream()
            .map(NewDeadLetter::application)
            .filter(application -> !holdsNul(application))
            .distinct()
            .toArray(String[]::new);
    return named.length == 0
        ? Set.of()
        : tx.select(APPLICATION.ID)
            .from(APPLICATION)
            .where(APPLICATION.ID.eq(DSL.any(named)))
            .fetchSet(APPLICATION.ID);
  }

  /** Stores the letters; false, with none stored, if one of them can't be. */
  private static boolean isStored(DSLContext tx, List<NewDeadLetter> letters) {
    List<Query> upserts = letters.stream().map(letter -> upsert(row(letter))).toList();
    try {
      tx.transaction(nested -> nested.dsl().batch(upserts).execute());
      return true;
    } catch (DateTimeException e) {
      return false; // a time that no calendar has
    } catch (DataAccessException e) {
      if (e.sqlStateClass() == SQLStateClass.C22_DATA_EXCEPTION) {
        return false;
      }
      throw e;
    }
  }

  private static Query upsert(DeadLetterRecord row) {
    return DSL.insertInto(DEAD_LETTER)
        .set(row)
        .onConflict(DEAD_LETTER.APPLICATION_ID, DEAD_LETTER.DELIVERY_ID)
        .doUpdate()
        .set(row)
        .where(DEAD_LETTER.REPLAYS.le(row.getReplays()));
  }

  private static DeadLetterRecord row(NewDeadLetter letter) {
    DeadLetterRecord row = new DeadLetterRecord();
    row.setApplicationId(letter.application());
    row.setReason(letter.reason().label());
    row.setDeadLetteredAt(letter.at());
    row.setSourceTopic(letter.source().topic());
    row.setSourcePartition(letter.source().partition());
    row.setSourceOffset(letter.source().offset());
    DeliveryRequested delivery = letter.delivery();
    if (delivery != null) {
      row.setDeliveryId(delivery.deliveryId());
      row.setNotificationId(delivery.notificationId());
      row.setSubscriptionId(delivery.subscriptionId());
      row.setPushService(delivery.pushService());
      row.setVapidKeyId(delivery.vapidKeyId());
      row.setBrowser(delivery.browser());
      row.setDeadline(delivery.deadline());
      row.setReplays(delivery.replay());
      row.setReplayId(null); // a replay that led here is over
    }
    NewDeadLetter.Ending ending = letter.ending();
    if (ending != null) {
      row.setStatus(ending.status());
      row.setAttempts(ending.attempts());
      row.setFirstAttemptAt(ending.firstAttemptAt());
      row.setLastAttemptAt(ending.lastAttemptAt());
      row.setResponse(storable(ending.response()));
    }
    return row;
  }

  /** The beginning, without the character U+0000. */
  private static String storable(String response) {
    String beginning =
        response.codePointCount(0, response.length()) <= MAX_RESPONSE
            ? response
            : response.substring(0, response.offsetByCodePoints(0, MAX_RESPONSE));
    return beginning.replace('\0', '\uFFFD');
  }

  /**
   * The newest of those that {@code filter} names.
   *
   * @param after the place behind which to begin; null for the very newest
   * @param limit from 1
   */
  public DeadLetterPage page(
      DeadLetterFilter filter, DeadLetterPage.@Nullable Place after, int limit) {
    List<DeadLetterRecord> rows =
        dsl.selectFrom(DEAD_LETTER)
            .where(filter.condition())
            .and(
                after == null
                    ? DSL.noCondition()
                    : DSL.row(DEAD_LETTER.DEAD_LETTERED_AT, DEAD_LETTER.ID)
                        .lt(after.at(), after.id()))
            .orderBy(DEAD_LETTER.DEAD_LETTERED_AT.desc(), DEAD_LETTER.ID.desc())
            .limit(limit + 1)
            .fetch();
    if (rows.size() <= limit) {
      return new DeadLetterPage(letters(rows), null);
    }
    DeadLetterRecord last = rows.get(limit - 1);
    return new DeadLetterPage(
        letters(rows.subList(0, limit)),
        new DeadLetterPage.Place(last.getDeadLetteredAt(), last.getId()));
  }

  private static List<DeadLetter> letters(List<DeadLetterRecord> rows) {
    return rows.stream().map(DeadLetters::letter).toList();
  }

  private static DeadLetter letter(DeadLetterRecord row) {
    return new DeadLetter(
        row.getDeliveryId(),
        row.getNotificationId(),
        row.getSubscriptionId(),
        row.getPushService(),
        row.getVapidKeyId(),
        row.getDeadline(),
        DeadLetterReason.of(row.getReason()).orElseThrow(),
        row.getStatus(),
        row.getAttempts(),
        row.getFirstAttemptAt(),
        row.getLastAttemptAt(),
        row.getResponse(),
        row.getReplays(),
        row.getReplayId() != null,
        row.getDeadLetteredAt(),
        new RecordCoordinates(
            row.getSourceTopic(), row.getSourcePartition(), row.getSourceOffset()));
  }

  /**
   * Forgets those that {@code filter} names, but for those that are being replayed. Their outcomes
   * stay what they are, and so do their records on Kafka.
   *
   * @return how many
   */
  public long drop(DeadLetterFilter filter) {
    return dsl.deleteFrom(DEAD_LETTER)
        .where(filter.condition())
        .and(DEAD_LETTER.REPLAY_ID.isNull())
        .execute();
  }

  /** Removes those whose replay has ended otherwise. Done again, it changes nothing. */
  public void removeEnded(Collection<EndedReplay> ended) {
    dsl.batch(ended.stream().map(DeadLetters::removal).toList()).execute();
  }

  private static Query removal(EndedReplay ended) {
    return DSL.deleteFrom(DEAD_LETTER)
        .where(DEAD_LETTER.APPLICATION_ID.eq(ended.application()))
        .and(DEAD_LETTER.DELIVERY_ID.eq(ended.deliveryId()))
        .and(DEAD_LETTER.REPLAYS.eq(ended.replay()))
        .and(DEAD_LETTER.REPLAY_ID.isNotNull());
  }
}
