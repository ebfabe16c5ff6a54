package dev.towncrier.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.contract.Topics;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.store.Applications;
import dev.towncrier.store.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TopicSetupIT {
  private static final TopicSettings.Retention WEEK =
      new TopicSettings.Retention(
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofDays(7),
          Duration.ofDays(7),
          Duration.ofDays(7));

  private static final KafkaProperties kafka = new KafkaProperties();
  private static Applications applications;
  private static Admin admin;

  private final Topics topics = new Topics(TestInfrastructure.freshTopicPrefix());

  @BeforeAll
  static void connect() {
    DataSource database = TestInfrastructure.freshDatabase().dataSource();
    Schema.migrate(database);
    applications =
        new Applications(database, new Sealer(KeyEncryptionKeys.of(KeyEncryptionKey.random())));
    kafka.setBootstrapServers(List.of(TestInfrastructure.kafka()));
    admin = Admin.create(Map.of("bootstrap.servers", TestInfrastructure.kafka()));
  }

  @AfterAll
  static void disconnect() {
    admin.close();
  }

  @Test
  void createsWhatIsMissingAsItIsConfiguredAndIsContentWithThat(CapturedOutput output)
      throws ExecutionException, InterruptedException {
    setUp(new TopicSettings(3, 1, 1, WEEK));
    setUp(new TopicSettings(3, 1, 1, WEEK));

    assertThat(admin.describeTopics(topics.all()).allTopicNames().get())
        .hasSize(12)
        .allSatisfy((name, topic) -> assertThat(topic.partitions()).hasSize(3));
    Config steps = config(topics.fanout());
    assertThat(steps.get("retention.ms").value()).isEqualTo("2592000000");
    assertThat(steps.get("min.insync.replicas").value()).isEqualTo("1");
    assertThat(steps.get("cleanup.policy").value()).isEqualTo("delete");
    assertThat(config(topics.deliveriesDeadLetter()).get("max.message.bytes").value())
        .isEqualTo("2097152");
    assertThat(output).doesNotContain("Topic " + topics.prefix());
  }

  @Test
  void warnsOnceOfATopicThatIsThereAndLeavesItAsItIs(CapturedOutput output)
      throws ExecutionException, InterruptedException {
    create(topics.outcomes(), Map.of("retention.ms", "3600000", "min.insync.replicas", "2"));
    create(topics.notificationsDeadLetter(), Map.of());

    setUp(new TopicSettings(3, 2, null, WEEK));

    String brokers = TestInfrastructure.kafka();
    String change =
        "kafka-configs.sh --bootstrap-server "
            + brokers
            + " --alter --entity-type topics"
            + " --entity-name "
            + topics.outcomes()
            + " --add-config ";
    assertThat(output.getAll().lines().filter(line -> line.contains("Topic " + topics.outcomes())))
        .singleElement()
        .asString()
        .contains(
            " has 1 partitions, should have at least 3, and has the replication factor 1, should"
                + " have at least 2, and keeps records for PT1H (retention.ms=3600000), should for"
                + " at least PT168H (retention.ms=604800000), and has min.insync.replicas=2 and so"
                + " takes no record, as it has 1 replica. To change that: kafka-topics.sh"
                + " --bootstrap-server "
                + brokers
                + " --alter --topic "
                + topics.outcomes()
                + " --partitions 3; kafka-reassign-partitions.sh",
            "; " + change + "retention.ms=604800000; " + change + "min.insync.replicas=1");
    assertThat(output)
        .contains(
            "Topic " + topics.notificationsDeadLetter(),
            "takes records of up to 1048588 bytes, should of at least 2097152")
        // One broker can't hold two copies.
        .contains("Topic " + topics.fanout() + " is missing and was not created (");
    assertThat(admin.describeTopics(List.of(topics.outcomes())).allTopicNames().get())
        .allSatisfy((name, topic) -> assertThat(topic.partitions()).hasSize(1));
  }

  @Test
  void doesNotStartOnATopicThatLosesRecords() throws ExecutionException, InterruptedException {
    create(topics.bulk(), Map.of("cleanup.policy", "compact,delete"));

    assertThatThrownBy(() -> setUp(new TopicSettings(1, null, null, WEEK)))
        .hasMessage(
            "No worker starts on topics that lose records. Topic "
                + topics.bulk()
                + " is compacted (cleanup.policy=compact,delete) and so loses records, should not"
                + " be. To change that: kafka-configs.sh --bootstrap-server "
                + TestInfrastructure.kafka()
                + " --alter --entity-type topics --entity-name "
                + topics.bulk()
                + " --add-config cleanup.policy=delete");
  }

  private void setUp(TopicSettings settings) {
    KafkaClients clients = new KafkaClients(kafka, new WorkerSettings("w1", topics.prefix()));
    new TopicSetup(clients, kafka, settings, applications).start();
  }

  private static void create(String name, Map<String, String> configs)
      throws ExecutionException, InterruptedException {
    admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(configs))).all().get();
  }

  private static Config config(String topic) throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }
}
