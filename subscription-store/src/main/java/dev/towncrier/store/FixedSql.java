package dev.towncrier.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose SQL jOOQ makes once and which is executed past it. For those of visitors'
 * requests and of deliveries: to make the SQL each time anew, and records of the rows, takes longer
 * than all the rest that is done for it here.
 */
final class FixedSql {
  private final String sql;

  /** Makes the SQL of {@code query}, which has {@linkplain #place places} for its values. */
  FixedSql(Query query) {
    this.sql = StoreConfiguration.SQL.render(query);
  }

  /** Where a value goes that is compared with the field, or written to it. */
  static <T> Field<T> place(Field<T> field) {
    return DSL.param(field.getName(), field);
  }

  /** Where an array goes, of values that the field is compared with. */
  static <T> Field<T[]> places(Field<T> field) {
    return DSL.param(field.getName(), field.getDataType().array());
  }

  /** Makes something of the row at which a result stands. */
  @FunctionalInterface
  interface RowReader<T> {
    /** Makes it. */
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Executes it.
   *
   * @param values in the order of their places: texts, UUIDs, arrays of these, bytes, numbers,
   *     booleans, times, dates or JSON
   * @return what was made of each row
   */
  <T> List<T> fetch(DSLContext dsl, RowReader<T> reader, @Nullable Object... values) {
    return dsl.connectionResult(connection -> {
      List<T> rows = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind(statement, values);
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            rows.add(reader.read(result));
          }
        }
      }
      return rows;
    });
  }

  /**
   * The same of one that returns no rows.
   *
   * @return how many it changed
   */
  int execute(DSLContext dsl, @Nullable Object... values) {
    return dsl.connectionResult(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind(statement, values);
        return statement.executeUpdate();
      }
    });
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, driverValue(statement.getConnection(), values[i]));
    }
  }

  private static @Nullable Object driverValue(Connection connection, @Nullable Object value)
      throws SQLException {
    return switch (value) {
      case String[] texts -> connection.createArrayOf("text", texts);
      case UUID[] ids -> connection.createArrayOf("uuid", ids);
      case Instant time -> time.atOffset(ZoneOffset.UTC);
      case JSONB json -> json.data();
      case null, default -> value;
    };
  }

  /** Texts in an array that is not null. */
  static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  /** A time, or null. */
  static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
