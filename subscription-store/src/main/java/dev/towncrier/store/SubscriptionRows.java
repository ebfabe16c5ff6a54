package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.store.schema.tables.records.SubscriptionRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Rows of subscriptions, one at a time, as visitors' requests write them. */
final class SubscriptionRows {
  /** What a browser's subscription says, new or again. */
  private static final List<Field<?>> SAID =
      List.of(
          SUBSCRIPTION.SEALED_TARGET,
          SUBSCRIPTION.ENDPOINT_HASH,
          SUBSCRIPTION.P256DH,
          SUBSCRIPTION.PUSH_SERVICE,
          SUBSCRIPTION.VAPID_KEY_ID,
          SUBSCRIPTION.TOKEN_HASH,
          SUBSCRIPTION.USER_ID,
          SUBSCRIPTION.TOPICS,
          SUBSCRIPTION.TAGS,
          SUBSCRIPTION.LOCALE,
          SUBSCRIPTION.TIME_ZONE,
          SUBSCRIPTION.EXPIRES_AT,
          SUBSCRIPTION.LAST_SEEN_ON,
          SUBSCRIPTION.BROWSER);

  /** What a new row says; the rest is as the table has it by default. */
  private static final List<Field<?>> NEW =
      all(List.of(SUBSCRIPTION.ID, SUBSCRIPTION.APPLICATION_ID), SAID);

  /** What may change. */
  private static final List<Field<?>> CHANGING =
      all(
          SAID,
          List.of(
              SUBSCRIPTION.VERSION,
              SUBSCRIPTION.ACCEPTED,
              SUBSCRIPTION.SUSPECT_SINCE,
              SUBSCRIPTION.KEY_MISMATCH_SINCE));

  private static final List<Field<?>> CHANGING_BY_ID = all(CHANGING, List.of(SUBSCRIPTION.ID));

  private static final FixedSql INSERT =
      new FixedSql(
          DSL.insertInto(SUBSCRIPTION)
              .set(places(NEW))
              .onConflictDoNothing()
              .returning(SUBSCRIPTION.fields()));

  private static final FixedSql LOCK = lockBy(SUBSCRIPTION.ID);
  private static final FixedSql LOCK_BY_ENDPOINT = lockBy(SUBSCRIPTION.ENDPOINT_HASH);

  private static final FixedSql UPDATE =
      new FixedSql(
          DSL.update(SUBSCRIPTION)
              .set(places(CHANGING))
              .where(SUBSCRIPTION.ID.eq(FixedSql.place(SUBSCRIPTION.ID))));

  private static final FixedSql DELETE =
      new FixedSql(
          DSL.deleteFrom(SUBSCRIPTION).where(SUBSCRIPTION.ID.eq(FixedSql.place(SUBSCRIPTION.ID))));

  private SubscriptionRows() {}

  private static List<Field<?>> all(List<? extends Field<?>> some, List<? extends Field<?>> more) {
    return Stream.concat(some.stream(), more.stream()).<Field<?>>map(field -> field).toList();
  }

  private static Map<Field<?>, Field<?>> places(List<Field<?>> fields) {
    Map<Field<?>, Field<?>> places = new LinkedHashMap<>();
    fields.forEach(field -> places.put(field, FixedSql.place(field)));
    return places;
  }

  private static <T> FixedSql lockBy(Field<T> name) {
    return new FixedSql(
        DSL.selectFrom(SUBSCRIPTION)
            .where(SUBSCRIPTION.APPLICATION_ID.eq(FixedSql.place(SUBSCRIPTION.APPLICATION_ID)))
            .and(name.eq(FixedSql.place(name)))
            .forUpdate());
  }

  /** Stores a new one; null if the application has one of its endpoint. */
  static @Nullable SubscriptionRecord insert(DSLContext tx, SubscriptionRecord row) {
    return first(INSERT.fetch(tx, SubscriptionRows::read, values(row, NEW)));
  }

  /** Reads one and keeps others from it until the transaction ends; null if there is none. */
  static @Nullable SubscriptionRecord lock(DSLContext tx, String application, UUID id) {
    return first(LOCK.fetch(tx, SubscriptionRows::read, application, id));
  }

  /** The same of the one that has that endpoint. */
  static @Nullable SubscriptionRecord lockByEndpoint(
      DSLContext tx, String application, byte[] endpointHash) {
    return first(LOCK_BY_ENDPOINT.fetch(tx, SubscriptionRows::read, application, endpointHash));
  }

  /** Writes one that is locked. */
  static void update(DSLContext tx, SubscriptionRecord row) {
    UPDATE.execute(tx, values(row, CHANGING_BY_ID));
  }

  /** Removes one that is locked. */
  static void delete(DSLContext tx, SubscriptionRecord row) {
    DELETE.execute(tx, row.getId());
  }

  private static @Nullable SubscriptionRecord first(List<SubscriptionRecord> rows) {
    return rows.isEmpty() ? null : rows.getFirst();
  }

  private static @Nullable Object[] values(SubscriptionRecord row, List<Field<?>> fields) {
    return fields.stream().map(row::get).toArray();
  }

  /** In the order of the table's columns. */
  private static SubscriptionRecord read(ResultSet row) throws SQLException {
    return new SubscriptionRecord(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getBytes(3),
        row.getBytes(4),
        row.getBytes(5),
        row.getString(6),
        row.getObject(7, UUID.class),
        row.getBytes(8),
        row.getString(9),
        FixedSql.texts(row, 10).toArray(String[]::new),
        JSONB.valueOf(row.getString(11)),
        row.getString(12),
        row.getString(13),
        row.getInt(14),
        FixedSql.instant(row, 15),
        row.getBoolean(16),
        FixedSql.instant(row, 17),
        FixedSql.instant(row, 18),
        FixedSql.instant(row, 19),
        row.getObject(20, LocalDate.class),
        row.getObject(21, LocalDate.class),
        row.getString(22));
  }
}
