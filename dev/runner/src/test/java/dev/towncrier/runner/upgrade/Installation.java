package dev.towncrier.runner.upgrade;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;

import dev.towncrier.contract.RetryTier;
import dev.towncrier.contract.Topics;
import dev.towncrier.contract.publish.NotificationPublisher;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.runner.CommittedRecords;
import dev.towncrier.runner.JsonClient;
import dev.towncrier.runner.TowncrierProcess;
import dev.towncrier.runner.faults.Books;
import dev.towncrier.simulator.Simulator;
import dev.towncrier.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.json.JsonMapper;

/**
 * A database, topics and a push service of their own, with API and workers of any version as
 * processes.
 */
final class Installation implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ADMIN_KEY = "admin";
  private static final int PARTITIONS = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final JsonClient http = new JsonClient();
  private final Database database = TestInfrastructure.freshDatabase();
  private final String prefix = TestInfrastructure.freshTopicPrefix();
  private final Topics topics = new Topics(prefix);
  private final int port = LoopbackPorts.anyFree();
  private final Map<String, TowncrierProcess> started = new HashMap<>();
  private final Path folder;
  private final Simulator pushService;
  private final Admin kafka;

  Installation(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.writeString(folder.resolve("key"), KeyEncryptionKey.random().text());
    pushService = Simulator.start(SimulatorOptions.in(folder.resolve("certificates")));
    kafka = Admin.create(Map.of("bootstrap.servers", TestInfrastructure.kafka()));
  }

  Simulator pushService() {
    return pushService;
  }

  /** Opens the shop, with that many subscribers, once an API and workers are there. */
  Shop openShop(int subscribers) {
    String brokers = TestInfrastructure.kafka();
    return new Shop(
        uri("/"),
        ADMIN_KEY,
        subscribers,
        pushService,
        new NotificationPublisher(
            Map.of("bootstrap.servers", brokers), "shop", topics.notifications()),
        new Books(brokers, topics.outcomes(), List.of(pushService)));
  }

  /**
   * Starts an API and waits until it serves.
   *
   * @param migrates whether it brings the tables up to date first
   */
  void startApi(Programs programs, String name, boolean migrates) {
    Map<String, String> environment = environment();
    environment.putAll(
        Map.of(
            "SERVER_PORT",
            Integer.toString(port),
            "TOWNCRIER_ADMIN_KEY",
            ADMIN_KEY,
            "TOWNCRIER_RATE_LIMIT",
            "0",
            "TOWNCRIER_STORE_MIGRATE",
            Boolean.toString(migrates)));
    TowncrierProcess api = programs.startApi(folder.resolve(name), environment);
    started.put(name, api);
    await()
        .atMost(PATIENCE)
        .failFast("The API ended: " + name, () -> !api.isAlive())
        .ignoreExceptions()
        .until(() -> !http.get(uri("/actuator/health/readiness")).isEmpty());
  }

  /** Brings the tables up to date, and returns the exit status. */
  int migrate(Programs programs) {
    TowncrierProcess migration =
        programs.startApi(folder.resolve("migrate"), environment(), "migrate");
    started.put("migrate", migration);
    return migration.end();
  }

  /** Starts a worker with that id, and does not wait for it. */
  void startWorker(Programs programs, String name) {
    Map<String, String> environment = environment();
    environment.putAll(
        Map.of(
            "TOWNCRIER_WORKER_ID",
            name,
            "TOWNCRIER_PUSH_SERVICE_CA",
            pushService.certificateAuthority().toString(),
            // So that a broadcast takes many steps.
            "TOWNCRIER_FANOUT_SMALL",
            "100",
            "TOWNCRIER_FANOUT_SLICE",
            "50"));
    started.put(name, programs.startWorker(folder.resolve(name), environment));
  }

  /** Stops an API or a worker (SIGTERM), and returns its exit status. */
  int stop(String name) {
    return started.get(name).stop();
  }

  private Map<String, String> environment() {
    return new HashMap<>(
        Map.of(
            "SPRING_DATASOURCE_URL", database.jdbcUrl(),
            "SPRING_DATASOURCE_USERNAME", database.user(),
            "SPRING_DATASOURCE_PASSWORD", database.password(),
            "SPRING_KAFKA_BOOTSTRAP_SERVERS", TestInfrastructure.kafka(),
            "TOWNCRIER_KEY_ENCRYPTION_FILE", folder.resolve("key").toString(),
            "TOWNCRIER_TOPIC_PREFIX", prefix,
            "TOWNCRIER_TOPIC_PARTITIONS", Integer.toString(PARTITIONS),
            "TOWNCRIER_PUSH_SERVICE_ALLOWED_ORIGINS", pushService.httpsOrigin()));
  }

  /** Waits until these workers and no others share the deliveries, each with some of them. */
  void awaitSharing(String... workers) {
    await()
        .atMost(PATIENCE)
        .ignoreException(ExecutionException.class) // there is no such group yet
        .until(
            this::shares,
            shares ->
                shares.keySet().equals(Set.of(workers))
                    && shares.values().stream().noneMatch(Set::isEmpty)
                    && shares.values().stream().mapToInt(Set::size).sum()
                        == PARTITIONS * topics.deliveries().size());
  }

  /** The partitions of the group that delivers, by worker. */
  Map<String, Set<TopicPartition>> shares() throws InterruptedException, ExecutionException {
    String group = topics.deliveryGroup();
    return kafka.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
        .collect(
            toMap(
                member -> member.groupInstanceId().orElseThrow(),
                member -> member.assignment().topicPartitions()));
  }

  /**
   * The subscriptions whose delivery of a notification was put on the first retry topic by the
   * worker that had these partitions: a delivery has the same partition number on every topic.
   */
  Set<String> retriedBy(Set<TopicPartition> share, String id) {
    Set<Integer> numbers =
        share.stream()
            .filter(partition -> partition.topic().equals(topics.bulk()))
            .map(TopicPartition::partition)
            .collect(toSet());
    try (var retries =
        new CommittedRecords(TestInfrastructure.kafka(), topics.retry(RetryTier.TEN_SECONDS))) {
      return retries.upToNow().stream()
          .filter(record -> numbers.contains(record.partition()))
          .map(record -> JSON.readTree(record.value()))
          .filter(delivery -> delivery.get("notificationId").stringValue().equals(id))
          .map(delivery -> delivery.get("subscriptionId").stringValue())
          .collect(toSet());
    }
  }

  /** What was logged as an error so far, each line behind the name of who logged it. */
  List<String> errors() {
    return started.entrySet().stream()
        .flatMap(of ->
            of.getValue()
                .output()
                .lines()
                .filter(line -> line.matches("\\S+ +ERROR .*"))
                .map(line -> of.getKey() + ": " + line))
        .toList();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    started.values().forEach(TowncrierProcess::kill);
    kafka.close();
    pushService.close();
  }
}
