package dev.towncrier.store;

import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** Transactions that are tried again when they collide with others. */
final class Collisions {
  private static final int MAX_ATTEMPTS = 5;

  /** SQL states of a violation of a unique or a foreign key, and of a deadlock. */
  private static final Set<String> STATES = Set.of("23505", "23503", "40P01");

  private Collisions() {}

  /** Tries again when another transaction took or removed a key or waited for the same rows. */
  static <T> T retried(DSLContext dsl, Function<DSLContext, T> action) {
    for (int attempt = 1; ; attempt++) {
      try {
        return dsl.transactionResult(transaction -> action.apply(transaction.dsl()));
      } catch (DataAccessException e) {
        if (attempt == MAX_ATTEMPTS || !STATES.contains(e.sqlState())) {
          throw e;
        }
      }
    }
  }
}
