package dev.towncrier.infrastructure;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The configuration of a broker that is its own controller and the only node of its cluster. */
final class BrokerSettings {

  private static final String LISTENER = "PLAINTEXT";
  private static final String GUARDED = "GUARDED";
  private static final String AUTHORIZER =
      "org.apache.kafka.metadata.authorizer.StandardAuthorizer";
  private static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private BrokerSettings() {}

  static Properties of(Path logFolder, int port) {
    var settings = new Properties();
    node(settings, logFolder, port);
    singleReplica(settings);
    quick(settings);
    return settings;
  }

  /**
   * The same, for clients that show one of these users' passwords (SASL PLAIN, without TLS). Nobody
   * may do anything that no ACL allows, but for {@code admin}.
   */
  static Properties guarded(Path logFolder, int port, String admin, Map<String, String> passwords) {
    Properties settings = of(logFolder, port);
    settings.put("listeners", settings.getProperty("listeners").replace(LISTENER, GUARDED));
    settings.put("inter.broker.listener.name", GUARDED);
    settings.put(
        "listener.security.protocol.map", GUARDED + ":SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put(
        "listener.name." + GUARDED.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config",
        passwords.entrySet().stream()
            .map(user -> " user_" + user.getKey() + "=\"" + user.getValue() + "\"")
            .collect(
                Collectors.joining(
                    "",
                    PLAIN + " username=\"" + admin + "\" password=\"" + passwords.get(admin) + "\"",
                    ";")));
    settings.put("authorizer.class.name", AUTHORIZER);
    // Only the broker itself speaks to the controller, without a name.
    settings.put("super.users", "User:" + admin + ";User:ANONYMOUS");
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
