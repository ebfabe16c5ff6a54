package dev.towncrier.infrastructure;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How to reach one database.
 *
 * @param jdbcUrl a PostgreSQL JDBC URL, without credentials
 * @param user a role that may create everything in the database
 * @param password the role's password; embedded servers accept any
 */
public record Database(String jdbcUrl, String user, String password) {

  /** Returns a data source that opens a new connection every time; it holds none itself. */
  public DataSource dataSource() {
    return new DriverManagerDataSource(jdbcUrl, user, password);
  }

  @Override
  public String toString() {
    return "Database[" + jdbcUrl + " as " + user + "]";
  }
}
