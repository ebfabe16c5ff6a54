package dev.towncrier.api.administration;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** The Kafka topics that applications publish their events to. */
@Component
class EventTopics {
  private static final Logger log = LoggerFactory.getLogger(EventTopics.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int RETRY_AFTER_SECONDS = 5;

  private final Map<String, Object> configuration;
  private final Topics topics;
  private final EventTopicSettings settings;

  EventTopics(KafkaAdmin kafkaAdmin, Topics topics, EventTopicSettings settings) {
    configuration = new HashMap<>(kafkaAdmin.getConfigurationProperties());
    configuration.put(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_PATIENCE.toMillis());
    configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    this.topics = topics;
    this.settings = settings;
  }

  /**
   * Creates the application's topic unless it is there. Once this returns, brokers know it.
   *
   * @throws Problem 503 if Kafka does not confirm that
   */
  void ensure(String application) {
    String name = topics.notifications(application);
    try (Admin admin = Admin.create(configuration)) {
      if (!isThere(admin, name)) {
        create(admin, name);
        awaitThere(admin, name);
      }
    } catch (ExecutionException | KafkaException e) {
      log.warn(
          "The topic {} was not created: {}",
          name,
          NestedExceptionUtils.getMostSpecificCause(e).toString());
      throw unconfirmed(name);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unconfirmed(name);
    }
  }

  private void create(Admin admin, String name) throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(List.of(settings.topic(name).newTopic())).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** The controller confirms a topic before every broker has heard of it. */
  private static void awaitThere(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    for (long pause = PATIENCE.dividedBy(PAUSE); pause > 0; pause--) {
      if (isThere(admin, name)) {
        return;
      }
      Thread.sleep(PAUSE);
    }
    throw new KafkaException("No broker has heard of " + name + " after " + PATIENCE);
  }

  private static boolean isThere(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    try {
      admin.describeTopics(List.of(name)).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static Problem unconfirmed(String name) {
    return Problem.later(
        ProblemKind.UNAVAILABLE,
        "Kafka did not confirm the topic " + name + ", so nothing was made; repeat the request.",
        RETRY_AFTER_SECONDS);
  }
}
