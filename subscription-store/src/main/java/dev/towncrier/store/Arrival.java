package dev.towncrier.store;

import dev.towncrier.contract.NotificationRequested;
import org.jspecify.annotations.Nullable;

/**
 * An event that asks for its id.
 *
 * @param source where it stands in Kafka; null when it is not there yet
 */
public record Arrival(NotificationRequested event, @Nullable RecordCoordinates source) {
  NotificationKey key() {
    return new NotificationKey(event.application(), event.id());
  }
}
