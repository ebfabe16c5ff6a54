package dev.towncrier.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Days of UTC, in which signs of life are noted. */
final class Days {
  /** Today, by Postgres' clock. */
  static final Field<LocalDate> TODAY =
      DSL.field("(now() at time zone 'utc')::date", LocalDate.class);

  private Days() {}

  /** The day of an instant in a row. */
  static Field<LocalDate> of(Field<Instant> instant) {
    return DSL.field("({0} at time zone 'utc')::date", LocalDate.class, instant);
  }

  /** The day of an instant. */
  static LocalDate of(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
