package dev.towncrier.simulator.useragent;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the journal of messages.
 *
 * @param message the message accepted; null if this line ends one
 */
record MessageEvent(String version, @Nullable PushMessage message) {
  static MessageEvent accepted(PushMessage message) {
    return new MessageEvent(message.version(), message);
  }

  static MessageEvent ended(String version) {
    return new MessageEvent(version, null);
  }

  /** Those that accept a message which no later one ends. */
  static List<MessageEvent> open(List<MessageEvent> events) {
    var open = new LinkedHashMap<String, MessageEvent>();
    for (MessageEvent event : events) {
      if (event.message() == null) {
        open.remove(event.version());
      } else {
        open.put(event.version(), event);
      }
    }
    return List.copyOf(open.values());
  }
}
