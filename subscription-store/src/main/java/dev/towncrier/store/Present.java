package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.NOTIFICATION;

import dev.towncrier.contract.NotificationRequested;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.QuantifiedSelect;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/**
 * What events find when they come.
 *
 * @param now by Postgres' clock
 * @param navigates of the events' applications, those that there are, and where the notifications
 *     of each lead
 * @param taken of the events' ids, those that have been claimed
 */
public record Present(Instant now, Map<String, String> navigates, Set<NotificationKey> taken) {

  static Present look(DSLContext dsl, Collection<NotificationRequested> events) {
    Field<Instant> now =
        DSL.field(DSL.name("clock", "now"), NOTIFICATION.ACCEPTED_AT.getDataType());
    Field<String[]> taken =
        DSL.array(
            DSL.select(NOTIFICATION.ID)
                .from(NOTIFICATION)
                .where(NOTIFICATION.APPLICATION_ID.eq(APPLICATION.ID))
                .and(NOTIFICATION.ID.eq(any(events, NotificationRequested::id))));
    var rows =
        dsl.select(now, APPLICATION.ID, APPLICATION.NAVIGATE, taken)
            .from(DSL.table("(select clock_timestamp() as now)").as("clock"))
            .leftJoin(APPLICATION)
            .on(APPLICATION.ID.eq(any(events, NotificationRequested::application)))
            .fetch();
    Map<String, String> navigates = new HashMap<>();
    Set<NotificationKey> keys = new HashSet<>();
    for (var row : rows) {
      if (row.value2() != null) {
        navigates.put(row.value2(), row.value3());
        for (String id : row.value4()) {
          keys.add(new NotificationKey(row.value2(), id));
        }
      }
    }
    return new Present(rows.getFirst().value1(), navigates, keys);
  }

  private static QuantifiedSelect<Record1<String>> any(
      Collection<NotificationRequested> events, Function<NotificationRequested, String> part) {
    return DSL.any(events.stream().map(part).distinct().toArray(String[]::new));
  }
}
