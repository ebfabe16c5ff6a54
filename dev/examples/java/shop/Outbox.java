package shop;

import dev.towncrier.contract.publish.NotificationEvent;
import dev.towncrier.contract.publish.NotificationPublisher;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** Events that are published exactly if the business transaction that wrote them committed. */
public final class Outbox {
  public static final String TABLE =
      """
      create table outbox (
        position bigint generated always as identity primary key,
        event text not null,
        published_at timestamptz
      );
      create index outbox_waiting on outbox (position) where published_at is null;
      """;

  private static final String WAITING =
      """
      select position, event from outbox where published_at is null
      order by position limit 100 for update skip locked
      """;

  private final DataSource database;
  private final NotificationPublisher publisher;

  public Outbox(DataSource database, NotificationPublisher publisher) {
    this.database = database;
    this.publisher = publisher;
  }

  /** Writes an event in the transaction of {@code business}; it has its id from here on. */
  public static String add(Connection business, NotificationEvent event) throws SQLException {
    NotificationEvent complete = event.completeFor("shop"); // refuses what could not be published
    String sql = "insert into outbox (event) values (?)";
    try (PreparedStatement insert = business.prepareStatement(sql)) {
      insert.setString(1, complete.json());
      insert.executeUpdate();
    }
    return complete.id();
  }

  /**
   * Publishes what waits, 100 events at most, and answers how many those were. To be called again
   * and again, by any number of processes. After a failure all of them wait still, and go out again
   * with the same ids.
   */
  public int publishWaiting() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false); // closing without a commit rolls back
      List<Long> positions = new ArrayList<>();
      List<CompletableFuture<String>> published = new ArrayList<>();
      try (Statement select = connection.createStatement();
          ResultSet rows = select.executeQuery(WAITING)) {
        while (rows.next()) {
          positions.add(rows.getLong("position"));
          published.add(publisher.publishAsync(NotificationEvent.of(rows.getString("event"))));
        }
      }
      published.forEach(CompletableFuture::join);
      String sql = "update outbox set published_at = now() where position = any (?)";
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        update.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
        update.executeUpdate();
      }
      connection.commit();
      return positions.size();
    }
  }
}
