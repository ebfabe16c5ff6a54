package dev.towncrier.runner.doctor;

import dev.towncrier.contract.topics.PlannedTopic;
import dev.towncrier.contract.topics.TopicFault;
import dev.towncrier.contract.topics.TopicInspection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

/** Whether Kafka answers, and whether the topics are as a worker wants them. */
final class KafkaChecks {
  private static final String KAFKA = "kafka";

  private final Installation installation;
  private final Duration patience;

  KafkaChecks(Installation installation, Duration patience) {
    this.installation = installation;
    this.patience = patience;
  }

  /** Looks at both; at the topics only if there is an answer. */
  List<Finding> all(Collection<String> applications) {
    String brokers = installation.brokers();
    Map<String, Object> config = new HashMap<>(installation.kafkaAdmin());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    List<Finding> findings = new ArrayList<>();
    try (Admin admin = Admin.create(config)) {
      String cluster = admin.describeCluster().clusterId().get();
      findings.add(Finding.ok(KAFKA, "answers on " + brokers + ", cluster " + cluster));
      findings.addAll(topics(admin, installation.topics(applications)));
    } catch (ExecutionException e) {
      findings.add(unreachable(brokers, Objects.requireNonNull(e.getCause())));
    } catch (KafkaException e) {
      findings.add(unreachable(brokers, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      findings.add(Finding.unknown(KAFKA, "interrupted before it answered"));
    }
    return findings;
  }

  private static Finding unreachable(String brokers, Throwable failure) {
    if (failure instanceof AuthenticationException) {
      return Finding.wrong(
          KAFKA,
          "kafka-authentication",
          brokers + " does not let us in: " + failure.getMessage(),
          "Correct spring.kafka.properties.sasl.jaas.config, sasl.mechanism and"
              + " security.protocol; docs/kafka.md shows them.");
    }
    Throwable reason = failure.getCause() == null ? failure : failure.getCause();
    return Finding.wrong(
        KAFKA,
        "kafka-unreachable",
        "no broker answers on " + brokers + ": " + reason.getMessage(),
        "Start Kafka, open its port to this machine, or correct spring.kafka.bootstrap-servers"
            + " (SPRING_KAFKA_BOOTSTRAP_SERVERS). A broker that wants TLS or a password does not"
            + " answer those who come without: spring.kafka.properties.security.protocol.");
  }

  private List<Finding> topics(Admin admin, List<PlannedTopic> planned) {
    List<TopicFault> faults = new TopicInspection(admin, installation.brokers()).inspect(planned);
    return faults.isEmpty()
        ? List.of(Finding.ok("topics", "all " + planned.size() + " are as they should be"))
        : faults.stream()
            .map(fault ->
                Finding.wrong(
                    "topic " + fault.topic(), word(fault.kind()), fault.problem(), fault.remedy()))
            .toList();
  }

  private static String word(TopicFault.Kind kind) {
    return "topic-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
