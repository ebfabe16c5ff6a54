package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What somebody asks who looks for a fault: it is read as it stands, right or wrong. */
public final class Inspection {
  private final DSLContext dsl;

  /** Reads through {@code dataSource}. */
  public Inspection(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /** The time by Postgres' clock. */
  public Instant now() {
    return dsl.select(DSL.field("clock_timestamp()", Instant.class)).fetchSingle().value1();
  }

  /** Each application's VAPID subject, by the application's id. */
  public Map<String, String> vapidSubjects() {
    return dsl.select(APPLICATION.ID, APPLICATION.VAPID_SUBJECT)
        .from(APPLICATION)
        .orderBy(APPLICATION.ID)
        .fetchMap(APPLICATION.ID, APPLICATION.VAPID_SUBJECT);
  }

  /**
   * The origins of the push services that subscriptions belong to.
   *
   * @param limit how many of each application at most, from 1
   */
  public Set<String> pushServices(int limit) {
    Set<String> found = new TreeSet<>();
    for (String application : vapidSubjects().keySet()) {
      // From origin to origin, so that the index answers however many rows one has.
      String origin = next(application, "");
      for (int count = 1; origin != null && count <= limit; count++) {
        found.add(origin);
        origin = next(application, origin);
      }
    }
    return found;
  }

  private @Nullable String next(String application, String after) {
    return dsl.select(SUBSCRIPTION.PUSH_SERVICE)
        .from(SUBSCRIPTION)
        .where(SUBSCRIPTION.APPLICATION_ID.eq(application))
        .and(SUBSCRIPTION.PUSH_SERVICE.gt(after))
        .orderBy(SUBSCRIPTION.PUSH_SERVICE)
        .limit(1)
        .fetchOne(SUBSCRIPTION.PUSH_SERVICE);
  }
}
