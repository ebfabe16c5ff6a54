package dev.towncrier.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistentServersIT {

  @TempDir Path folder;

  @Test
  void keepWhatWasCommittedBeforeTheProcessWasKilled() throws Exception {
    int port = LoopbackPorts.anyFree();
    Process held = hold(port);
    try (BufferedReader said = held.inputReader()) {
      var database = new Database(said.readLine(), "postgres", "postgres");
      var topic = new Topic(said.readLine(), "kept");
      topic.create();
      topic.write("before the kill", "aborted");
      execute(database, "create table kept as select 'before the kill' as text");
    } finally {
      held.destroyForcibly().waitFor();
    }
    assertThat(Files.exists(folder.resolve("postgres/data/postmaster.pid"))).isTrue();

    try (var postgres = PostgresServer.persistent(folder.resolve("postgres"), 0);
        var kafka = KafkaBroker.persistent(folder.resolve("kafka"), port)) {
      assertThat(select(postgres.database("held"), "select text from kept"))
          .isEqualTo("before the kill");
      var topic = new Topic(kafka.bootstrapServers(), "kept");
      topic.write("after it", "aborted");
      assertThat(topic.read(2)).containsExactly("before the kill", "after it");
    }
    assertThat(Files.exists(folder.resolve("postgres/data/postmaster.pid"))).isFalse();
  }

  @Test
  void startAgainAfterACleanStop() throws Exception {
    int port = LoopbackPorts.anyFree();
    try (var kafka = KafkaBroker.persistent(folder, port)) {
      new Topic(kafka.bootstrapServers(), "kept").create();
      new Topic(kafka.bootstrapServers(), "kept").write("first", "aborted");
    }
    try (var kafka = KafkaBroker.persistent(folder, port)) {
      assertThat(new Topic(kafka.bootstrapServers(), "kept").read(1)).containsExactly("first");
    }
  }

  @Test
  void startsOnAFolderThatAKilledFirstStartLeftHalfMade() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/postgresql.conf"), "unfinished");
    try (var postgres = PostgresServer.persistent(folder, 0)) {
      assertThat(select(postgres.database("made"), "select version()")).startsWith("PostgreSQL 18");
    }
  }

  @Test
  void keepsItsPortIfThatIsFree() {
    int port;
    try (var first = PostgresServer.persistent(folder, 0)) {
      port = first.port();
    }
    try (var second = PostgresServer.persistent(folder, 0)) {
      assertThat(second.port()).isEqualTo(port);
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> KafkaBroker.persistent(folder.resolve("kafka"), port))
          .isInstanceOf(PortTaken.class)
          .hasMessageContaining(Integer.toString(port));
      assertThatThrownBy(() -> PostgresServer.persistent(folder.resolve("postgres"), port))
          .isInstanceOf(PortTaken.class);
    }
  }

  @Test
  void isNotStoppedByAPidFileThatNamesAnotherProcess() throws Exception {
    try (var postgres = PostgresServer.persistent(folder, 0)) {
      assertThat(postgres.port()).isPositive();
    }
    Files.writeString(folder.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
    try (var postgres = PostgresServer.persistent(folder, 0)) {
      assertThat(select(postgres.database("made"), "select 'up'")).isEqualTo("up");
    }
  }

  private Process hold(int kafkaPort) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(HeldServers.class.getName(), folder.toString(), Integer.toString(kafkaPort)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void execute(Database database, String sql) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String select(Database database, String sql) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
