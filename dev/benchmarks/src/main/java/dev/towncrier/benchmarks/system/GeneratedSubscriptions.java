package dev.towncrier.benchmarks.system;

import dev.towncrier.store.Application;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Subscriptions that the database made up, as large as real ones. They can be fanned out to, not
 * delivered to. The last 48 bits of an id are its number.
 *
 * @param application its id
 * @param count how many
 * @param tableBytes size of the table with all its indexes, and of all that stood in it before
 * @param indexBytes by index, its size
 */
public record GeneratedSubscriptions(
    String application, int count, long tableBytes, Map<String, Long> indexBytes) {

  static GeneratedSubscriptions store(DataSource dataSource, Application application, int count) {
    return store(dataSource, application, count, 0);
  }

  /**
   * Stores them.
   *
   * @param sealingKey the id of the key that they seem to be sealed under
   */
  public static GeneratedSubscriptions store(
      DataSource dataSource, Application application, int count, long sealingKey) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set maintenance_work_mem = '1GB'");
      List<String> restored = dropIndexes(statement);
      statement.execute(insert(application, count, sealingKey));
      for (String restore : restored) {
        statement.execute(restore);
      }
      statement.execute("vacuum analyze subscription");
      statement.execute("checkpoint");
      return new GeneratedSubscriptions(
          application.id(), count, tableBytes(statement), indexBytes(connection));
    } catch (SQLException e) {
      throw new IllegalStateException("Subscriptions can't be generated", e);
    }
  }

  private static String insert(Application application, int count, long sealingKey) {
    return """
    insert into subscription (id, application_id, sealed_target, endpoint_hash, p256dh,
        push_service, vapid_key_id, token_hash, topics, tags, locale, created_at)
    select (lpad(to_hex(1735689600000 + n), 12, '0') || '7'
              || lpad(to_hex((select count(*) from application)), 3, '0') || '8000'
            || lpad(to_hex(n), 12, '0'))::uuid,
        '%s', decode('01%016x' || repeat(md5(n::text), 15), 'hex'),
        sha256(('%s' || n)::bytea), decode('04' || repeat(md5(n::text), 4), 'hex'),
        case when n %% 20 < 14 then 'https://fcm.googleapis.com'
             when n %% 20 < 17 then 'https://updates.push.services.mozilla.com'
             when n %% 20 < 19 then 'https://web.push.apple.com'
             else 'https://wns2-par02p.notify.windows.com' end,
        '%s', sha256(('t' || n)::bytea),
        case when n %% 2 = 0 then '{news}'::text[] else '{}' end,
        jsonb_build_object('plan', case when n %% 10 = 0 then 'pro' else 'free' end,
                           'age', 18 + n %% 60),
        'en', now() - interval '1 hour'
      from generate_series(0, %d) n\
    """
        .formatted(
            application.id(), sealingKey, application.id(), application.currentKeyId(), count - 1);
  }

  /** All but the primary key's, which would make inserting slow. */
  private static List<String> dropIndexes(Statement statement) throws SQLException {
    List<String> dropped = new ArrayList<>();
    List<String> restored = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select indexname, indexdef, conname, pg_get_constraintdef(c.oid) from pg_indexes"
                + " left join pg_constraint c on conname = indexname"
                + " where tablename = 'subscription' and indexname <> 'subscription_pkey'")) {
      while (rows.next()) {
        boolean constraint = rows.getString(3) != null;
        dropped.add(
            constraint
                ? "alter table subscription drop constraint " + rows.getString(1)
                : "drop index " + rows.getString(1));
        restored.add(
            constraint
                ? "alter table subscription add constraint %s %s"
                    .formatted(rows.getString(1), rows.getString(4))
                : rows.getString(2));
      }
    }
    for (String drop : dropped) {
      statement.execute(drop);
    }
    return restored;
  }

  private static long tableBytes(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select pg_total_relation_size('subscription')")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Map<String, Long> indexBytes(Connection connection) throws SQLException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select indexname, pg_relation_size(indexname::regclass) from pg_indexes"
                    + " where tablename = 'subscription' order by 2 desc");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        sizes.put(rows.getString(1), rows.getLong(2));
      }
    }
    return sizes;
  }
}
