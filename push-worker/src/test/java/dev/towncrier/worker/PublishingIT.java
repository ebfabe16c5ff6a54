package dev.towncrier.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.Outcome;
import dev.towncrier.contract.publish.NotificationEvent;
import dev.towncrier.contract.publish.NotificationPublisher;
import dev.towncrier.contract.publish.UnconfirmedEvent;
import dev.towncrier.infrastructure.TestInfrastructure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shop.Outbox;

/** What services publish with, all the way to an accepted delivery. */
@Timeout(120)
class PublishingIT {
  private static final NotificationEvent SHIPPED = NotificationEvent.titled("Shipped").toEveryone();

  private final DataSource shop = TestInfrastructure.freshDatabase().dataSource();

  @TempDir private Path folder;

  @Test
  void whatKafkaDoesNotConfirmSaysSoByItsId() {
    Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 100);
    try (var publisher =
        new NotificationPublisher(nobody, WorkerSystem.APPLICATION, "push.notifications")) {
      assertThatExceptionOfType(InvalidJson.class) // before Kafka is asked
          .isThrownBy(() -> publisher.publish(SHIPPED.id("")));
      assertThatExceptionOfType(UnconfirmedEvent.class)
          .isThrownBy(() -> publisher.publish(SHIPPED.id("order-1")))
          .withMessageContainingAll("order-1", "push.notifications", "100 ms", "repeat it")
          .satisfies(e -> assertThat(e.id()).isEqualTo("order-1"));
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> publisher.publishAsync(SHIPPED.id("order-2")).join())
          .havingCause()
          .isInstanceOfSatisfying(
              UnconfirmedEvent.class, e -> assertThat(e.id()).isEqualTo("order-2"));
    }
  }

  @Test
  void anOutboxPublishesWhatWasCommittedAndRepeatsAfterACrashAreHarmless() throws SQLException {
    try (WorkerSystem system = new WorkerSystem(folder);
        NotificationPublisher publisher = publisher(system)) {
      system.subscribe(1);
      system.startWorker("w1");
      sql(Outbox.TABLE);
      Outbox outbox = new Outbox(shop, publisher);

      String committed;
      try (Connection business = shop.getConnection()) {
        business.setAutoCommit(false);
        Outbox.add(business, SHIPPED);
        business.rollback();
        committed = Outbox.add(business, SHIPPED);
        business.commit();
      }
      assertThat(outbox.publishWaiting()).isOne();
      assertThat(outbox.publishWaiting()).isZero();
      sql("update outbox set published_at = null"); // as if it had died before its commit
      assertThat(outbox.publishWaiting()).isOne();

      // Another event of that id, behind its repeat, is refused once that was read.
      assertThat(publisher.publish(SHIPPED.id(committed).body("Another"))).isEqualTo(committed);
      assertThat(system.awaitRecords(system.topics.notificationsDeadLetter(), 1)).hasSize(1);
      assertThat(system.awaitEnd(committed)).containsEntry(Outcome.ACCEPTED, 1L);
      assertThat(system.awaitRecords(system.topics.notifications(), 3))
          .extracting(record -> new String(record.key(), UTF_8))
          .containsOnly(committed)
          .hasSize(3);
      assertThat(system.count(system.topics.outcomes())).isOne();
    }
  }

  @Test
  void anOutboxKeepsWhatKafkaDidNotConfirm() throws SQLException {
    sql(Outbox.TABLE);
    Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 100);
    try (var publisher =
            new NotificationPublisher(nobody, WorkerSystem.APPLICATION, "push.notifications");
        Connection business = shop.getConnection()) {
      Outbox.add(business, SHIPPED);

      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(new Outbox(shop, publisher)::publishWaiting);

      try (var rows =
          business.createStatement().executeQuery("select count(published_at) from outbox")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isZero();
      }
    }
  }

  private static NotificationPublisher publisher(WorkerSystem system) {
    return new NotificationPublisher(
        Map.of("bootstrap.servers", TestInfrastructure.kafka()),
        WorkerSystem.APPLICATION,
        system.topics.notifications());
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = shop.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
