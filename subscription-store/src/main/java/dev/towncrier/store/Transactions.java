package dev.towncrier.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jooq.ConnectionProvider;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Transactions at the database's own isolation level; one within another is a savepoint. jOOQ's own
 * provider asks the server for the level at the beginning of each one, and waits for the answer.
 */
final class Transactions implements TransactionProvider {

  /**
   * The connection of a transaction, for all of its statements.
   *
   * @param pool where it came from
   * @param savepoint if the transaction is within another
   */
  private record Held(ConnectionProvider pool, Connection connection, @Nullable Savepoint savepoint)
      implements ConnectionProvider {

    @Override
    public Connection acquire() {
      return connection;
    }

    @Override
    public void release(Connection statements) {
      // Kept until the end of the transaction.
    }

    void commit() throws SQLException {
      if (savepoint == null) {
        connection.commit();
      } else {
        connection.releaseSavepoint(savepoint);
      }
    }

    void rollBack() throws SQLException {
      if (savepoint == null) {
        connection.rollback();
      } else {
        connection.rollback(savepoint);
      }
    }

    void giveBack() throws SQLException {
      if (savepoint == null) {
        try {
          connection.setAutoCommit(true);
        } finally {
          pool.release(connection);
        }
      }
    }
  }

  @Override
  public void begin(TransactionContext context) {
    ConnectionProvider connections = context.configuration().connectionProvider();
    try {
      context
          .configuration()
          .set(
              connections instanceof Held outer
                  ? new Held(outer.pool(), outer.connection(), outer.connection().setSavepoint())
                  : begun(connections));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static Held begun(ConnectionProvider pool) throws SQLException {
    Connection connection = pool.acquire();
    if (connection == null) {
      throw new SQLException("There is no connection");
    }
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      pool.release(connection);
      throw e;
    }
    return new Held(pool, connection, null);
  }

  /** If this fails, {@link #rollback} follows. */
  @Override
  public void commit(TransactionContext context) {
    if (context.configuration().connectionProvider() instanceof Held held) {
      try {
        held.commit();
        context.configuration().set(held.pool());
        held.giveBack();
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }

  /** Does nothing if it did not begin. */
  @Override
  public void rollback(TransactionContext context) {
    if (context.configuration().connectionProvider() instanceof Held held) {
      context.configuration().set(held.pool());
      try {
        try {
          held.rollBack();
        } finally {
          held.giveBack();
        }
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }

  private static DataAccessException failed(SQLException e) {
    return new DataAccessException("The transaction failed", e);
  }
}
