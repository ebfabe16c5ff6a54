package dev.towncrier.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.runner.Visitors;
import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.system.SpringPart;
import dev.towncrier.runner.system.SystemParts;
import dev.towncrier.simulator.Simulator;
import dev.towncrier.simulator.SimulatorOptions;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each fault is planted in a system that is well, and mended again. */
class DoctorIT {
  private static final Database database = TestInfrastructure.freshDatabase();
  private static final String prefix = TestInfrastructure.freshTopicPrefix();

  @TempDir private static Path temporary;

  private static RunningSystem system;
  private static Simulator pushService;
  private static SpringPart api;
  private static Admin admin;

  @BeforeAll
  static void startASystemThatIsWell() throws Exception {
    var folder = new DataFolder(temporary.resolve("data"));
    folder.create();
    pushService = Simulator.start(SimulatorOptions.in(folder.simulator()));
    SystemParts.trust(folder, pushService);
    String kafka = TestInfrastructure.kafka();
    system =
        new RunningSystem(
            LoopbackPorts.anyFree(),
            Integer.parseInt(kafka.substring(kafka.lastIndexOf(':') + 1)),
            pushService.port(),
            database.jdbcUrl(),
            database.user(),
            database.password(),
            prefix,
            pushService.origins(),
            folder.trustedCertificates(),
            Optional.of(folder.keyFile().path()));
    SystemParts.prepare(folder, system);
    api = SystemParts.api(system, new AdminKey("admin"));
    subscribe();
    admin = Admin.create(Map.of("bootstrap.servers", kafka));
  }

  private static void subscribe() {
    var visitors = new Visitors(URI.create("http://127.0.0.1:" + system.httpPort()));
    var order = SubscriptionOrder.of(1, visitors.applicationServerKey());
    List<JsonNode> pushes =
        pushService.subscribe(order).stream()
            .map(push -> JsonMapper.shared().<JsonNode>valueToTree(push))
            .toList();
    visitors.subscribe(pushes, "news");
  }

  @AfterAll
  static void stop() {
    admin.close();
    api.close();
    pushService.close();
  }

  @Test
  void findsNothingInASystemThatIsWell() {
    List<Finding> findings = Examination.findings(system, Map.of());

    assertThat(findings).allMatch(finding -> finding.status() == Finding.Status.OK);
    assertThat(findings)
        .extracting(Finding::check)
        .contains("jdk", "postgres", "migrations", "key-encryption keys", "kafka", "topics")
        .contains("VAPID subject of demo", "clock beside Postgres", "clock beside the API")
        .anyMatch(check -> check.startsWith("push service https://127.0.0.1:"));
  }

  @Test
  void namesAnOldJdk() {
    assertThat(wrong(installation(), 21, Clock.systemUTC()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo("jdk-too-old"))
        .satisfies(finding -> assertThat(finding.detail()).contains("version 21"));
  }

  @ParameterizedTest
  @CsvSource({
    "spring.datasource.url, jdbc:postgresql://127.0.0.1:1/towncrier, postgres-refused",
    "spring.datasource.url, jdbc:postgresql://postgres.invalid/towncrier, postgres-unknown-host",
    "spring.kafka.bootstrap-servers, 127.0.0.1:1, kafka-unreachable",
    "spring.kafka.bootstrap-servers, kafka.invalid:9092, kafka-unreachable",
    "towncrier.key-encryption.file, '', key-encryption-key-missing"
  })
  void namesASettingThatLeadsNowhere(String property, String value, String fault) {
    assertThat(faults(Map.of(property, value))).containsExactly(fault);
  }

  @Test
  void namesAWrongPassword() throws SQLException {
    execute(
        "create role guarded login superuser password 'right'",
        "do $$ begin execute format('copy (values (%L), (%L)) to %L',"
            + " 'host all guarded all scram-sha-256', 'host all all all trust',"
            + " current_setting('hba_file')); end $$",
        "select pg_reload_conf()");
    Map<String, String> right = guarded("right");
    // The server reads its file when it gets to it.
    await().until(() -> faults(guarded("wrong")).equals(List.of("postgres-password")));

    assertThat(faults(right)).isEmpty();
  }

  @Test
  void namesARoleOrADatabaseThatThereIsNotAndARoleThatMayNotConnectOrRead() throws SQLException {
    execute("create role crowded login connection limit 0", "create role powerless login");
    String missing = database.jdbcUrl() + "_missing";

    assertThat(wrong(Map.of("spring.datasource.username", "nobody")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo("postgres-role"))
        .satisfies(finding -> assertThat(finding.detail()).contains("let nobody in"));
    assertThat(wrong(Map.of("spring.datasource.url", missing)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo("postgres-database"))
        .satisfies(finding -> assertThat(finding.detail()).contains(missing));
    assertThat(faults(Map.of("spring.datasource.username", "crowded")))
        .containsExactly("postgres-connections");
    assertThat(faults(Map.of("spring.datasource.username", "powerless")))
        .containsExactly("postgres-rights");
  }

  private static Map<String, String> guarded(String password) {
    return Map.of("spring.datasource.username", "guarded", "spring.datasource.password", password);
  }

  @Test
  void namesMigrationsThatAreMissing() throws SQLException {
    execute(
        "create table kept as select * from flyway_schema_history order by installed_rank desc"
            + " limit 1",
        "delete from flyway_schema_history where installed_rank in (select installed_rank from kept)");

    assertThat(faults(Map.of())).containsExactly("migrations-behind");

    execute("insert into flyway_schema_history select * from kept", "drop table kept");
    assertThat(faults(Map.of())).isEmpty();
  }

  @Test
  void namesAKeyThatIsNotTheDatabases() {
    assertThat(
            faults(
                Map.of(
                    "towncrier.key-encryption.file",
                    "",
                    "towncrier.key-encryption.keys",
                    KeyEncryptionKey.random().text())))
        .containsExactly("key-encryption-key-wrong");
  }

  @Test
  void namesTheApplicationWhoseVapidSubjectIsInvalid() throws SQLException {
    execute(
        "create table subject as select id, vapid_subject from application",
        "update application set vapid_subject = 'mailto:me@localhost'");

    assertThat(wrong(Map.of()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo("vapid-subject-invalid"))
        .satisfies(finding -> assertThat(finding.check()).isEqualTo("VAPID subject of demo"));

    execute(
        "update application a set vapid_subject = s.vapid_subject from subject s where s.id = a.id",
        "drop table subject");
  }

  @Test
  void namesATopicThatIsMissingAndOneWithTooFewPartitions()
      throws ExecutionException, InterruptedException {
    String topic = prefix + ".replays";
    admin.deleteTopics(List.of(topic)).all().get();
    await().until(() -> !admin.listTopics().names().get().contains(topic));

    assertThat(wrong(Map.of()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo("topic-missing"))
        .satisfies(finding ->
            assertThat(finding.remedy()).contains("kafka-topics.sh", "--create --topic " + topic));

    create(topic, 3);
    assertThat(wrong(Map.of()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo("topic-partitions"))
        .satisfies(finding -> assertThat(finding.check()).isEqualTo("topic " + topic));

    assertThat(faults(Map.of("towncrier.topic-partitions", "3"))).isEmpty();
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(12))).all().get();
  }

  private static void create(String topic, int partitions)
      throws ExecutionException, InterruptedException {
    admin
        .createTopics(
            List.of(
                new NewTopic(topic, partitions, (short) 1)
                    .configs(Map.of("retention.ms", "2592000000"))))
        .all()
        .get();
  }

  @ParameterizedTest
  @CsvSource({
    "outcomes, retention.ms, 60000, 604800000, topic-retention",
    "fanout, cleanup.policy, compact, delete, topic-cleanup-policy",
    "deliveries.bulk, min.insync.replicas, 2, 1, topic-min-insync-replicas",
    "deliveries.dead-letter, max.message.bytes, 1000, 2097152, topic-max-message-bytes"
  })
  void namesATopicThatIsNotConfiguredAsItShouldBeAndTheCommandThatMendsIt(
      String topic, String config, String wrong, String right, String fault)
      throws ExecutionException, InterruptedException {
    String name = prefix + "." + topic;
    configure(name, config, wrong);

    assertThat(wrong(Map.of()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo(fault))
        .satisfies(finding -> assertThat(finding.check()).isEqualTo("topic " + name))
        .satisfies(finding -> assertThat(finding.detail()).contains(wrong))
        .satisfies(finding ->
            assertThat(finding.remedy())
                .endsWith("--entity-name " + name + " --add-config " + config + "=" + right));

    configure(name, config, right);
    assertThat(faults(Map.of())).isEmpty();
  }

  private static void configure(String topic, String config, String value)
      throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var change = new AlterConfigOp(new ConfigEntry(config, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
  }

  @Test
  void namesTopicsThatHaveFewerCopiesThanConfigured() {
    assertThat(wrong(Map.of("towncrier.topic-replication-factor", "3")))
        .hasSize(13)
        .allSatisfy(finding -> assertThat(finding.fault()).isEqualTo("topic-replication-factor"));
    assertThat(wrong(Map.of("towncrier.topic-min-insync-replicas", "2")))
        .hasSize(13)
        .allSatisfy(finding -> assertThat(finding.fault()).isEqualTo("topic-min-insync-replicas"))
        .allSatisfy(finding ->
            assertThat(finding.remedy())
                .contains("2 replicas for each partition; only then kafka-configs.sh"));
  }

  @Test
  void namesAClockThatIsOff() {
    InstantSource late = InstantSource.offset(Clock.systemUTC(), Duration.ofSeconds(-90));

    assertThat(wrong(installation(), 25, late))
        .extracting(Finding::check, Finding::fault)
        .containsExactly(
            tuple("clock beside Postgres", "clock-off"),
            tuple("clock beside the API", "clock-off"));
  }

  @Test
  void namesAnApiThatDoesNotAnswer() {
    assertThat(wrong(Examination.installation(system, Map.of(), 1), 25, Clock.systemUTC()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo("api-unreachable"))
        .satisfies(finding -> assertThat(finding.detail()).contains("http://127.0.0.1:1 "));
  }

  @Test
  void namesAPushServiceThatCannotBeReached() throws SQLException {
    String origin = pushService.origins().getFirst();
    String closed = "https://127.0.0.1:" + LoopbackPorts.anyFree();
    execute("update subscription set push_service = '" + closed + "'");

    assertThat(wrong(Map.of()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fault()).isEqualTo("push-service-unreachable"))
        .satisfies(finding -> assertThat(finding.check()).isEqualTo("push service " + closed));

    String secure = "https://127.0.0.1:" + pushService.port();
    execute("update subscription set push_service = '" + secure + "'");
    assertThat(faults(Map.of("towncrier.push-service.ca", "")))
        .as("without trust in " + origin)
        .containsExactly("push-service-tls");
    assertThat(faults(Map.of())).isEmpty();
  }

  private static List<String> faults(Map<String, String> properties) {
    return Examination.faults(system, properties);
  }

  private static List<Finding> wrong(Map<String, String> properties) {
    return Examination.wrong(system, properties);
  }

  private static List<Finding> wrong(
      Installation installation, int javaVersion, InstantSource clock) {
    return new Doctor(installation, javaVersion, clock, Examination.PATIENCE)
        .examine().stream().filter(Finding::isWrong).toList();
  }

  private static Installation installation() {
    return Examination.installation(system, Map.of());
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
