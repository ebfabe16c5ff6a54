package dev.towncrier.contract.topics;

import dev.towncrier.contract.topics.TopicFault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Compares topics on a broker with what they are to be. */
public final class TopicInspection {
  private static final long UNLIMITED = -1;
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int MAX_PAUSES = 100;

  private final Admin admin;
  private final String brokers;

  /**
   * Asks through {@code admin}.
   *
   * @param brokers what clients have in {@code bootstrap.servers}, for the commands that are named
   */
  public TopicInspection(Admin admin, String brokers) {
    this.admin = admin;
    this.brokers = brokers;
  }

  /**
   * Creates the topics that are missing, and looks at the others; those are not changed.
   *
   * @throws KafkaException if Kafka does not answer
   */
  public List<TopicFault> ensure(List<PlannedTopic> planned) {
    List<TopicFault> faults = new ArrayList<>();
    Map<String, TopicDescription> found = describe(planned);
    List<PlannedTopic> missing =
        planned.stream().filter(topic -> !found.containsKey(topic.name())).toList();
    Map<String, KafkaFuture<Void>> creations =
        admin.createTopics(missing.stream().map(PlannedTopic::newTopic).toList()).values();
    List<PlannedTopic> others = new ArrayList<>();
    for (PlannedTopic topic : missing) {
      try {
        answer(Objects.requireNonNull(creations.get(topic.name())));
      } catch (TopicExistsException _) {
        others.add(topic);
      } catch (InvalidConfigurationException | PolicyViolationException e) {
        faults.add(missing(topic, String.valueOf(e.getMessage()))); // or for want of a right
      }
    }
    found.putAll(describeWhenThere(others));
    faults.addAll(compare(planned, found));
    return faults;
  }

  /**
   * Looks at the topics and changes nothing.
   *
   * @throws KafkaException if Kafka does not answer
   */
  public List<TopicFault> inspect(List<PlannedTopic> planned) {
    Set<String> hidden = new HashSet<>();
    Map<String, TopicDescription> found = describe(planned, hidden);
    List<TopicFault> faults = new ArrayList<>();
    planned.stream()
        .filter(topic -> !found.containsKey(topic.name()))
        .map(topic -> hidden.contains(topic.name()) ? hidden(topic) : missing(topic, ""))
        .forEach(faults::add);
    faults.addAll(compare(planned, found));
    return faults;
  }

  private Map<String, TopicDescription> describe(List<PlannedTopic> planned) {
    return describe(planned, new HashSet<>());
  }

  /**
   * Those that we are shown.
   *
   * @param hidden gets the names of those that we may not see, whether they are there or not
   */
  private Map<String, TopicDescription> describe(List<PlannedTopic> planned, Set<String> hidden) {
    Map<String, TopicDescription> found = new HashMap<>();
    admin
        .describeTopics(planned.stream().map(PlannedTopic::name).toList())
        .topicNameValues()
        .forEach((name, description) -> {
          try {
            found.put(name, answer(description));
          } catch (UnknownTopicOrPartitionException _) {
            // Not there.
          } catch (AuthorizationException _) {
            hidden.add(name);
          }
        });
    return found;
  }

  /** Of topics that somebody else created just now, of which not every broker has heard yet. */
  private Map<String, TopicDescription> describeWhenThere(List<PlannedTopic> created) {
    Map<String, TopicDescription> found = describe(created);
    for (int pause = 0; found.size() < created.size() && pause < MAX_PAUSES; pause++) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException("Interrupted before every broker had heard of a topic", e);
      }
      found = describe(created);
    }
    return found;
  }

  private List<TopicFault> compare(
      List<PlannedTopic> planned, Map<String, TopicDescription> found) {
    List<PlannedTopic> there =
        planned.stream().filter(topic -> found.containsKey(topic.name())).toList();
    Map<ConfigResource, KafkaFuture<Config>> configs =
        admin.describeConfigs(there.stream().map(TopicInspection::resource).toList()).values();
    List<TopicFault> faults = new ArrayList<>();
    for (PlannedTopic topic : there) {
      TopicDescription description = Objects.requireNonNull(found.get(topic.name()));
      partitions(topic, description).ifPresent(faults::add);
      replicas(topic, description).ifPresent(faults::add);
      try {
        faults.addAll(
            configured(
                topic, description, answer(Objects.requireNonNull(configs.get(resource(topic))))));
      } catch (AuthorizationException _) {
        faults.add(unreadable(topic));
      } catch (UnknownTopicOrPartitionException _) {
        faults.add(missing(topic, "it was deleted just now"));
      }
    }
    return faults;
  }

  private static ConfigResource resource(PlannedTopic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  private Optional<TopicFault> partitions(PlannedTopic topic, TopicDescription description) {
    int is = description.partitions().size();
    int wanted = topic.shape().partitions();
    return is >= wanted
        ? Optional.empty()
        : Optional.of(
            new TopicFault(
                topic.name(),
                Kind.PARTITIONS,
                "has " + is + " partitions, should have at least " + wanted,
                topics("--alter", topic) + " --partitions " + wanted));
  }

  private Optional<TopicFault> replicas(PlannedTopic topic, TopicDescription description) {
    Integer wanted = topic.shape().replicationFactor();
    int is = replicas(description);
    return wanted == null || is >= wanted
        ? Optional.empty()
        : Optional.of(
            new TopicFault(
                topic.name(),
                Kind.REPLICATION_FACTOR,
                "has the replication factor " + is + ", should have at least " + wanted,
                reassignment(wanted)));
  }

  private String reassignment(int replicas) {
    return "kafka-reassign-partitions.sh --bootstrap-server "
        + brokers
        + " --execute --reassignment-json-file FILE, with "
        + replicas
        + " replicas for each partition";
  }

  private static int replicas(TopicDescription description) {
    return description.partitions().stream()
        .mapToInt(each -> each.replicas().size())
        .min()
        .orElse(0);
  }

  private List<TopicFault> configured(
      PlannedTopic topic, TopicDescription description, Config config) {
    List<TopicFault> faults = new ArrayList<>();
    String cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      faults.add(
          fault(
              topic,
              Kind.CLEANUP_POLICY,
              "is compacted (cleanup.policy=" + cleanup + ") and so loses records, should not be",
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_DELETE));
    }
    long retention = number(config, TopicConfig.RETENTION_MS_CONFIG);
    long wanted = topic.retention().toMillis();
    if (retention != UNLIMITED && retention < wanted) {
      faults.add(
          fault(
              topic,
              Kind.RETENTION,
              "keeps records for " + days(retention) + ", should for at least " + days(wanted),
              TopicConfig.RETENTION_MS_CONFIG,
              Long.toString(wanted)));
    }
    insync(topic, replicas(description), number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG))
        .ifPresent(faults::add);
    Integer bytes = topic.maxMessageBytes();
    long takes = number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (bytes != null && takes < bytes) {
      faults.add(
          fault(
              topic,
              Kind.MAX_MESSAGE_BYTES,
              "takes records of up to " + takes + " bytes, should of at least " + bytes,
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
              bytes.toString()));
    }
    return faults;
  }

  private Optional<TopicFault> insync(PlannedTopic topic, int replicas, long is) {
    Integer wanted = topic.shape().minInsyncReplicas();
    if (wanted != null && is < wanted) {
      TopicFault fault =
          fault(
              topic,
              Kind.MIN_INSYNC_REPLICAS,
              "has min.insync.replicas=" + is + ", should have at least " + wanted,
              TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
              wanted.toString());
      return Optional.of(replicas < wanted ? onceReplicated(fault, topic, wanted) : fault);
    }
    if (is > replicas) {
      return Optional.of(
          fault(
              topic,
              Kind.MIN_INSYNC_REPLICAS,
              "has min.insync.replicas="
                  + is
                  + " and so takes no record, as it has "
                  + replicas
                  + (replicas == 1 ? " replica" : " replicas"),
              TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
              Integer.toString(replicas)));
    }
    return Optional.empty();
  }

  /** The remedy alone would keep the topic from taking any record. */
  private TopicFault onceReplicated(TopicFault fault, PlannedTopic topic, int minInsyncReplicas) {
    Integer factor = topic.shape().replicationFactor();
    return new TopicFault(
        fault.topic(),
        fault.kind(),
        fault.problem(),
        reassignment(factor == null ? minInsyncReplicas : factor)
            + "; only then "
            + fault.remedy());
  }

  private TopicFault fault(
      PlannedTopic topic, Kind kind, String problem, String config, String value) {
    String command =
        "kafka-configs.sh --bootstrap-server "
            + brokers
            + " --alter --entity-type topics --entity-name "
            + topic.name()
            + " --add-config "
            + config
            + "="
            + value;
    return new TopicFault(topic.name(), kind, problem, command);
  }

  private TopicFault missing(PlannedTopic topic, String why) {
    StringBuilder command =
        new StringBuilder(topics("--create", topic))
            .append(" --partitions ")
            .append(topic.shape().partitions());
    if (topic.shape().replicationFactor() != null) {
      command.append(" --replication-factor ").append(topic.shape().replicationFactor());
    }
    topic.newTopic().configs().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(config ->
            command
                .append(" --config ")
                .append(config.getKey())
                .append('=')
                .append(config.getValue()));
    return new TopicFault(
        topic.name(),
        Kind.MISSING,
        "is missing" + (why.isEmpty() ? "" : " and was not created (" + why + ")"),
        command.toString());
  }

  private TopicFault hidden(PlannedTopic topic) {
    return unreadable(
        topic,
        "is missing, or not shown to this principal",
        "--operation Describe --operation DescribeConfigs");
  }

  private TopicFault unreadable(PlannedTopic topic) {
    return unreadable(
        topic, "does not show its configuration to this principal", "--operation DescribeConfigs");
  }

  private TopicFault unreadable(PlannedTopic topic, String problem, String operations) {
    return new TopicFault(
        topic.name(),
        Kind.UNREADABLE,
        problem,
        "kafka-acls.sh --bootstrap-server "
            + brokers
            + " --add --allow-principal PRINCIPAL "
            + operations
            + " --topic "
            + topic.name());
  }

  private String topics(String action, PlannedTopic topic) {
    return "kafka-topics.sh --bootstrap-server "
        + brokers
        + " "
        + action
        + " --topic "
        + topic.name();
  }

  private static long number(Config config, String name) {
    return Long.parseLong(config.get(name).value());
  }

  private static String days(long ms) {
    return Duration.ofMillis(ms) + " (retention.ms=" + ms + ")";
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException api) {
        throw api;
      }
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted before Kafka answered", e);
    }
  }
}
