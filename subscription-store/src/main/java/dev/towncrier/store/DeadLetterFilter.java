package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.DEAD_LETTER;

import dev.towncrier.contract.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters of an application are meant; what is null does not narrow.
 *
 * @param notification a notification's id
 * @param pushService an origin
 */
public record DeadLetterFilter(
    String application,
    @Nullable DeadLetterReason reason,
    @Nullable String notification,
    @Nullable String pushService) {

  Condition condition() {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(DEAD_LETTER.APPLICATION_ID.eq(application));
    if (reason != null) {
      conditions.add(DEAD_LETTER.REASON.eq(reason.label()));
    }
    if (notification != null) {
      conditions.add(DEAD_LETTER.NOTIFICATION_ID.eq(notification));
    }
    if (pushService != null) {
      conditions.add(DEAD_LETTER.PUSH_SERVICE.eq(pushService));
    }
    return DSL.and(conditions);
  }
}
