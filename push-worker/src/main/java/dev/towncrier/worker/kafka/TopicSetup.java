package dev.towncrier.worker.kafka;

import dev.towncrier.contract.Topics;
import dev.towncrier.contract.topics.PlannedTopic;
import dev.towncrier.contract.topics.TopicFault;
import dev.towncrier.contract.topics.TopicInspection;
import dev.towncrier.store.Applications;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;

/**
 * Creates the topics that are missing before anything reads them, and warns of those that are not
 * as they should be. It changes none that is there.
 */
final class TopicSetup implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);

  private final KafkaClients clients;
  private final String brokers;
  private final TopicSettings settings;
  private final Applications applications;
  private boolean done;

  TopicSetup(
      KafkaClients clients,
      KafkaProperties properties,
      TopicSettings settings,
      Applications applications) {
    this.clients = clients;
    this.brokers = String.join(",", properties.getBootstrapServers());
    this.settings = settings;
    this.applications = applications;
  }

  /**
   * Does it once, at start.
   *
   * @throws IllegalStateException if a topic loses records, so that no worker should start on it
   */
  @Override
  public void start() {
    done = true;
    Topics topics = clients.topics();
    List<PlannedTopic> planned =
        PlannedTopic.all(
            topics, applications.ids(), settings.shape(), settings.topicRetention().value());
    List<TopicFault> faults;
    try (Admin admin = clients.openAdmin("topics")) {
      faults = new TopicInspection(admin, brokers).ensure(planned);
    } catch (KafkaException e) {
      log.warn(
          "The topics were neither created nor looked at: Kafka ({}) says {}",
          brokers,
          e.toString());
      return;
    }
    List<TopicFault> losing = faults.stream().filter(TopicFault::losesRecords).toList();
    if (!losing.isEmpty()) {
      throw new IllegalStateException(
          "No worker starts on topics that lose records. "
              + String.join(". ", TopicFault.lines(losing)));
    }
    TopicFault.lines(faults).forEach(log::warn);
  }

  /** Before all that reads. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  @Override
  public boolean isRunning() {
    return done;
  }

  @Override
  public void stop() {
    done = false;
  }
}
