package dev.towncrier.runner.system;

import dev.towncrier.api.ApiApplication;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.KeySource;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.simulator.Simulator;
import dev.towncrier.store.Applications;
import dev.towncrier.store.Schema;
import dev.towncrier.worker.WorkerApplication;
import java.util.Map;
import java.util.Optional;

/** Lets other tests put a system together part by part, as {@link WholeSystem} does at once. */
public final class SystemParts {
  private SystemParts() {}

  /** Makes schema, topics, the application {@code demo} and the keys beside the folder. */
  public static void prepare(DataFolder folder, RunningSystem system) {
    prepareDatabase(folder, system);
    KafkaTopics.ensure(system.kafka(), system.topicPrefix());
  }

  /** Makes the same but for the topics. */
  public static void prepareDatabase(DataFolder folder, RunningSystem system) {
    var database =
        new Database(system.databaseUrl(), system.databaseUser(), system.databasePassword());
    Schema.migrate(database.dataSource());
    var keys = new SealingKeys(folder, new KeySource.FileBesideData(folder.keyFile()));
    DemoApplication.ensure(
        new Applications(database.dataSource(), keys.sealer(database.dataSource())),
        system.httpPort());
  }

  /** Trusts the authority of a push service's certificates. */
  public static void trust(DataFolder folder, Simulator pushService) {
    TrustedCertificates.write(
        folder.trustedCertificates(), pushService.certificateAuthority(), Optional.empty());
  }

  /** Starts a worker in this JVM that is told more; it may not have joined the others yet. */
  public static SpringPart worker(RunningSystem system, Map<String, String> more) {
    Map<String, String> properties = SpringArguments.worker(system, "w1");
    properties.putAll(more);
    return SpringPart.start(WorkerApplication.builder().build(), properties);
  }

  /** Starts the API in this JVM, told more, and waits until it is ready. */
  public static SpringPart api(RunningSystem system, AdminKey adminKey, Map<String, String> more)
      throws Exception {
    Map<String, String> properties = SpringArguments.api(system, adminKey, 0, 0);
    properties.putAll(more);
    SpringPart api = SpringPart.start(ApiApplication.application(), properties);
    Readiness.await(system.httpPort());
    return api;
  }

  /** Starts the API in this JVM, without a rate limit, and waits until it is ready. */
  public static SpringPart api(RunningSystem system, AdminKey adminKey) throws Exception {
    SpringPart api = SpringPart.api(system, adminKey, 0, 0);
    Readiness.await(system.httpPort());
    return api;
  }
}
