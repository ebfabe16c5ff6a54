package dev.towncrier.benchmarks.system;

import com.zaxxer.hikari.HikariDataSource;
import dev.towncrier.benchmarks.process.ChildProcess;
import dev.towncrier.benchmarks.process.Cleanup;
import dev.towncrier.benchmarks.sink.LoopbackTls;
import dev.towncrier.benchmarks.sink.Sink;
import dev.towncrier.contract.Topics;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.infrastructure.PostgresServer;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.NewApplication;
import dev.towncrier.store.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Postgres, a broker and a sink, each a process of its own, and one application. */
public final class Surroundings {

  /** The one application, apart from those of generated subscriptions. */
  public static final String APPLICATION = "shop";

  /** As Kafka's own script starts a broker. */
  private static final List<String> BROKER_JAVA =
      List.of(
          "-Xms1g",
          "-Xmx1g",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "-XX:+ExplicitGCInvokesConcurrent");

  private static final int DATABASE_CONNECTIONS = 8;

  private final Path folder;
  private final Cleanup cleanup;
  private final InstantSource clock;
  private final KeyEncryptionKey key = KeyEncryptionKey.random();
  private final Sealer sealer = new Sealer(KeyEncryptionKeys.of(key));
  private final LoopbackTls tls;
  private final Sink sink;
  private final ChildProcess broker;
  private final String bootstrapServers;
  private final Database database;
  private final HikariDataSource dataSource;
  private final Application application;

  /**
   * Starts everything.
   *
   * @param folder for data and logs; empty
   * @param answering push services that answer
   * @param progress is told what happens, a line at a time
   */
  public Surroundings(
      Path folder, int answering, Cleanup cleanup, InstantSource clock, Consumer<String> progress)
      throws IOException, InterruptedException, GeneralSecurityException {
    this.folder = folder;
    this.cleanup = cleanup;
    this.clock = clock;
    progress.accept("starting the sink");
    tls = LoopbackTls.make(folder);
    sink = cleanup.add(Sink.start(folder, tls, answering));
    progress.accept("starting Kafka");
    broker =
        cleanup.add(
            ChildProcess.java(
                "kafka",
                BrokerProcess.class,
                folder,
                BROKER_JAVA,
                List.of(folder.resolve("kafka").toString())));
    bootstrapServers = broker.answer();
    progress.accept("starting Postgres");
    PostgresServer postgres = cleanup.add(PostgresServer.persistent(folder.resolve("postgres"), 0));
    database = postgres.database("towncrier");
    dataSource = cleanup.add(pool(database));
    Schema.migrate(dataSource);
    application = application(new Applications(dataSource, sealer));
  }

  private static HikariDataSource pool(Database database) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(DATABASE_CONNECTIONS);
    return pool;
  }

  private static Application application(Applications applications) {
    applications.create(newApplication(APPLICATION), P256.bouncyCastle().generateKeyPair());
    return applications.find(APPLICATION).orElseThrow();
  }

  private static NewApplication newApplication(String id) {
    return new NewApplication(
        id,
        "Shop",
        List.of("https://shop.example"),
        List.of(new Application.Topic("news", "News")),
        new VapidSubject("mailto:push@shop.example"),
        "https://shop.example/");
  }

  /**
   * Stores subscriptions, spread evenly over push services.
   *
   * @param origins of the push services
   * @param first number of their endpoints, which are numbered one after another
   * @param topics that they are subscribed to
   */
  public List<Subscriber> subscribe(List<String> origins, int first, int count, String... topics)
      throws InterruptedException {
    return new Population(
            APPLICATION,
            application.currentKeyId(),
            new EndpointPolicy(sink.allOrigins()),
            List.of(topics))
        .store(dataSource, sealer, clock, origins, first, count, DATABASE_CONNECTIONS);
  }

  /** Generated subscriptions of an application of their own. */
  public GeneratedSubscriptions generate(int count) {
    String id = "generated-" + count;
    Applications applications = new Applications(dataSource, sealer);
    applications.create(newApplication(id), P256.bouncyCastle().generateKeyPair());
    Application generated = applications.find(id).orElseThrow();
    return GeneratedSubscriptions.store(dataSource, generated, count);
  }

  /**
   * Topics, outcomes and load of a measurement's own.
   *
   * @param name in lower case
   */
  public Lane lane(String name) throws InterruptedException {
    return new Lane(
        new Topics("bench-" + name),
        bootstrapServers,
        dataSource,
        application.currentKeyId(),
        cleanup);
  }

  /**
   * Starts the API on its own.
   *
   * @param settings beside where everything is
   */
  public Api startApi(List<String> settings) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password(),
                "spring.kafka.bootstrap-servers=" + bootstrapServers,
                "towncrier.key-encryption.keys=" + key.text()));
    all.addAll(settings);
    return cleanup.add(Api.start(folder, all));
  }

  /** Starts the one worker on a lane. It is ready when its first outcome comes. */
  public Worker startWorker(Lane lane, WorkerOptions options) throws IOException {
    return startWorker(lane, lane.topics().prefix(), options);
  }

  /**
   * Starts a worker on a lane.
   *
   * @param id unique among those that run
   */
  public Worker startWorker(Lane lane, String id, WorkerOptions options) throws IOException {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password(),
                "spring.kafka.bootstrap-servers=" + bootstrapServers,
                "towncrier.key-encryption.keys=" + key.text(),
                "towncrier.worker-id=" + id,
                "towncrier.topic-prefix=" + lane.topics().prefix(),
                "towncrier.push-service.allowed-origins=" + String.join(",", sink.allOrigins()),
                "towncrier.push-service.ca=" + tls.pem(),
                "towncrier.delivery.concurrency-per-push-service=" + options.inFlight()));
    settings.addAll(options.settings());
    return cleanup.add(Worker.start("worker-" + id, folder, settings, options.java()));
  }

  /** Stops a worker. */
  public void stop(Worker worker) {
    cleanup.closeNow(worker);
  }

  /** Where requests end. */
  public Sink sink() {
    return sink;
  }

  /** What the sink's clients need to trust. */
  public LoopbackTls tls() {
    return tls;
  }

  /** CPU time of the broker so far. */
  public Duration brokerCpuTime() {
    return broker.cpuTime();
  }

  /** Where Kafka clients find the broker. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** For data and logs. */
  public Path folder() {
    return folder;
  }
}
