package dev.towncrier.api.notifications;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.Topics;
import dev.towncrier.contract.Traceparent;
import dev.towncrier.store.Claim;
import dev.towncrier.store.Notifications;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Claims an event's id and hands the event to Kafka. */
@Component
class Publisher {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Notifications notifications;
  private final KafkaTemplate<String, byte[]> kafka;
  private final String topic;

  Publisher(Notifications notifications, KafkaTemplate<String, byte[]> kafka, Topics topics) {
    this.notifications = notifications;
    this.kafka = kafka;
    this.topic = topics.notifications();
  }

  /**
   * Publishes an event.
   *
   * @param caller the span that asks for it; null if that is not known
   */
  Publication publish(PublishableEvent publishable, @Nullable Traceparent caller) {
    return switch (notifications.claim(publishable.event(), null)) {
      case Claim.Granted _ -> send(publishable.event(), publishable.json(), caller);
      case Claim.Duplicate _ -> new Publication.Accepted();
      case Claim.Conflict _ -> new Publication.IdTaken();
    };
  }

  private Publication send(NotificationRequested event, byte[] json, @Nullable Traceparent caller) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, event.id(), json);
    if (caller != null) {
      record.headers().add(Traceparent.HEADER, caller.text().getBytes(US_ASCII));
    }
    try {
      kafka.send(record).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return new Publication.Accepted();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      log.warn(
          "Kafka did not confirm an event for topic {}: {}",
          topic,
          NestedExceptionUtils.getMostSpecificCause(e).toString());
      return new Publication.Unconfirmed();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Publication.Unconfirmed();
    }
  }
}
