package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import dev.towncrier.contract.Audience;
import dev.towncrier.contract.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The users whom stored audiences name. */
final class NamedUsers {
  /** Rows of one transaction. */
  private static final int BATCH = 500;

  private final DSLContext dsl;

  NamedUsers(DSLContext dsl) {
    this.dsl = dsl;
  }

  /**
   * Puts a random name, which nobody has, in the place of the user's. Without one an audience of
   * this user alone would no longer be one of users, and what was requested for them could go to a
   * browser whose tie was cut. Reads all of the application's notifications.
   *
   * @return how many named the user
   */
  int replace(String application, String user) {
    String nobody = UUID.randomUUID().toString();
    int replaced = 0;
    String after = null;
    do {
      Result<Record2<String, JSONB>> batch = replaceBatch(application, user, nobody, after);
      replaced += batch.size();
      after = batch.size() < BATCH ? null : batch.getLast().value1();
    } while (after != null);
    return replaced;
  }

  private Result<Record2<String, JSONB>> replaceBatch(
      String application, String user, String nobody, @Nullable String after) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      Result<Record2<String, JSONB>> rows =
          tx.select(NOTIFICATION.ID, NOTIFICATION.AUDIENCE)
              .from(NOTIFICATION)
              .where(NOTIFICATION.APPLICATION_ID.eq(application))
              .and(after == null ? DSL.noCondition() : NOTIFICATION.ID.gt(after))
              .and(names(user))
              .orderBy(NOTIFICATION.ID)
              .limit(BATCH)
              .forNoKeyUpdate()
              .fetch();
      if (rows.isNotEmpty()) {
        BatchBindStep updates =
            tx.batch(
                tx.update(NOTIFICATION)
                    .set(NOTIFICATION.AUDIENCE, DSL.param("audience", NOTIFICATION.AUDIENCE))
                    .where(
                        NOTIFICATION.APPLICATION_ID.eq(
                            DSL.param("application", NOTIFICATION.APPLICATION_ID)))
                    .and(NOTIFICATION.ID.eq(DSL.param("id", NOTIFICATION.ID))));
        for (Record2<String, JSONB> row : rows) {
          updates = updates.bind(without(row.value2(), user, nobody), application, row.value1());
        }
        updates.execute();
      }
      return rows;
    });
  }

  private static Condition names(String user) {
    Map<String, List<String>> users = Map.of("users", List.of(user));
    return contains(users).or(contains(Map.of("exclude", users)));
  }

  private static Condition contains(Map<String, ?> part) {
    return DSL.condition(
        "{0} @> {1}",
        NOTIFICATION.AUDIENCE, DSL.val(JSONB.valueOf(Json.MAPPER.writeValueAsString(part))));
  }

  private static JSONB without(JSONB audience, String user, String nobody) {
    Audience named = Json.MAPPER.readValue(audience.data(), Audience.class);
    return JSONB.valueOf(Json.MAPPER.writeValueAsString(without(named, user, nobody)));
  }

  private static Audience without(Audience named, String user, String nobody) {
    Audience exclude = named.exclude();
    return new Audience(
        named.all(),
        named.topics(),
        named.users().stream().map(each -> each.equals(user) ? nobody : each).toList(),
        named.subscriptions(),
        named.tags(),
        exclude == null ? null : without(exclude, user, nobody));
  }
}
