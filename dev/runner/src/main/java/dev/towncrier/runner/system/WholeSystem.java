package dev.towncrier.runner.system;

import dev.towncrier.infrastructure.Database;
import dev.towncrier.infrastructure.KafkaBroker;
import dev.towncrier.infrastructure.PortTaken;
import dev.towncrier.infrastructure.PostgresServer;
import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.PortVariable;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import dev.towncrier.simulator.Simulator;
import dev.towncrier.simulator.SimulatorOptions;
import dev.towncrier.store.Applications;
import dev.towncrier.store.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** Everything in one process. */
public final class WholeSystem {

  private final Settings settings;
  private final DataFolder folder;
  private final Parts parts;
  private final Progress progress;

  /**
   * Prepares a system; nothing is started yet.
   *
   * @param parts gets what is started, and stops it
   */
  public WholeSystem(Settings settings, Parts parts, Progress progress) {
    this.settings = settings;
    this.folder = settings.dataFolder();
    this.parts = parts;
    this.progress = progress;
  }

  /**
   * Starts all parts. The API comes last, so its readiness is everybody's.
   *
   * @return where they are
   */
  public RunningSystem start(AdminKey adminKey) throws Exception {
    Ports ports = Ports.choose(settings, folder.lastRun());
    PostgresServer postgres = part("Postgres", this::postgres);
    KafkaBroker kafka = part("Kafka", () -> KafkaBroker.persistent(folder.kafka(), ports.kafka()));
    Database database =
        progress.step("Schema, topics, application demo", () -> prepare(postgres, kafka, ports));
    Simulator simulator =
        part("Push-service simulator", () -> Simulator.start(simulator(ports.pushService())));
    RunningSystem system = describe(ports, database, simulator);
    folder.remember(system);
    for (int worker = 1; worker <= settings.workers(); worker++) {
      String id = "up-" + worker;
      part(
          settings.workers() == 1 ? "Worker" : "Worker " + worker,
          () -> SpringPart.worker(system, id));
    }
    part("API and demo site", () -> api(system, adminKey));
    return system;
  }

  private <T extends AutoCloseable> T part(String name, Callable<T> start) throws Exception {
    try {
      return progress.step(name, () -> parts.start(name, start));
    } catch (CommandFailure | CancellationException e) {
      throw e;
    } catch (Exception e) {
      throw CommandFailure.notStarted(name, e, folder.log("up"));
    }
  }

  private SpringPart api(RunningSystem system, AdminKey adminKey) throws Exception {
    SpringPart api =
        SpringPart.api(system, adminKey, settings.rateLimit(), settings.applicationRateLimit());
    try {
      Readiness.await(system.httpPort());
    } catch (Exception e) {
      api.close();
      throw e;
    }
    return api;
  }

  private PostgresServer postgres() {
    try {
      return PostgresServer.persistent(folder.postgres(), settings.postgresPort());
    } catch (PortTaken e) {
      throw PortVariable.POSTGRES.taken(e.port());
    }
  }

  private Database prepare(PostgresServer postgres, KafkaBroker kafka, Ports ports) {
    Database database = postgres.database("towncrier");
    Schema.migrate(database.dataSource());
    var keys = new SealingKeys(folder, settings.keySource());
    var applications = new Applications(database.dataSource(), keys.sealer(database.dataSource()));
    DemoApplication.ensure(applications, ports.http());
    keys.check(applications);
    KafkaTopics.ensure(kafka.bootstrapServers(), settings.topicPrefix());
    return database;
  }

  private SimulatorOptions simulator(int port) {
    return SimulatorOptions.in(folder.simulator())
        .onPort(port)
        .keepingStateIn(folder.simulator().resolve("state"));
  }

  private RunningSystem describe(Ports ports, Database database, Simulator simulator) {
    TrustedCertificates.write(
        folder.trustedCertificates(), simulator.certificateAuthority(), settings.pushServiceCa());
    List<String> origins = new ArrayList<>(settings.allowedOrigins());
    origins.addAll(simulator.origins());
    return new RunningSystem(
        ports.http(),
        ports.kafka(),
        simulator.port(),
        database.jdbcUrl(),
        database.user(),
        database.password(),
        settings.topicPrefix(),
        List.copyOf(origins),
        folder.trustedCertificates(),
        settings.keySource().path());
  }
}
