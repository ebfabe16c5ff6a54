package dev.towncrier.infrastructure;

import java.nio.file.Path;
import java.util.Properties;

/** The configuration of a broker that is its own controller and the only node of its cluster. */
final class BrokerSettings {

  private static final String LISTENER = "PLAINTEXT";

  private BrokerSettings() {}

  static Properties of(Path logFolder, int port) {
    var settings = new Properties();
    node(settings, logFolder, port);
    singleReplica(settings);
    quick(settings);
    return settings;
  }

  private static void node(Properties settings, Path logFolder, int port) {
    // Voters are configured, not stored, so the controller's port may differ at every start.
    int controllerPort = LoopbackPorts.anyFree();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", LISTENER);
    settings.put(
        "listeners",
        LISTENER + "://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("log.dirs", logFolder.toString());
    settings.put("auto.create.topics.enable", "false");
  }

  private static void singleReplica(Properties settings) {
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "8");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "8");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "2");
  }

  private static void quick(Properties settings) {
    settings.put("group.initial.rebalance.delay.ms", "0");
    // How often timed-out transactions are looked for. The default of 10 s would let a dead
    // producer's transaction hold up read-committed consumers for that much longer.
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // A killed broker's registration counts until its session ends, and blocks its successor.
    settings.put("broker.session.timeout.ms", "2000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
  }
}
