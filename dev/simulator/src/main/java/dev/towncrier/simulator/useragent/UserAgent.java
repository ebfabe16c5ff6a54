package dev.towncrier.simulator.useragent;

import dev.towncrier.simulator.subscription.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One browser: its connection, if it has one, and what it has not acknowledged. Thread-safe. */
final class UserAgent {
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private @Nullable Connection connection;

  private record Pending(PushMessage message, Consumer<Acknowledgement> listener) {}

  /** Takes a message up again that an earlier run accepted. */
  synchronized void restore(PushMessage message) {
    pending.put(message.version(), new Pending(message, _ -> {}));
  }

  /** Whether a message accepted now would be kept or sent. */
  synchronized boolean takes(PushMessage message, Instant now) {
    return connection != null || !message.expired(now);
  }

  /** Sends a message, or keeps it for the next connection. Returns the versions it replaces. */
  synchronized List<String> deliver(PushMessage message, Consumer<Acknowledgement> listener) {
    List<String> replaced = drop(older -> older.replacedBy(message));
    pending.put(message.version(), new Pending(message, listener));
    if (connection != null) connection.send(Frames.notification(message));
    return replaced;
  }

  /** Greets, then sends what is still open. Returns the versions that expired meanwhile. */
  synchronized List<String> connect(Connection newer, String greeting, Instant now) {
    if (connection != null) connection.close();
    connection = newer;
    newer.send(greeting);
    List<String> expired = drop(message -> message.expired(now));
    pending.values().forEach(open -> newer.send(Frames.notification(open.message())));
    return expired;
  }

  synchronized void disconnect(Connection closed) {
    if (closed.equals(connection)) connection = null;
  }

  /** Returns whether this message was open. */
  synchronized boolean acknowledge(String version, Acknowledgement acknowledgement) {
    Pending open = pending.remove(version);
    if (open == null) return false;
    open.listener().accept(acknowledgement);
    return true;
  }

  /** Drops what is open for a channel. Returns its versions. */
  synchronized List<String> drop(Channel channel) {
    return drop((PushMessage message) -> message.channel().equals(channel));
  }

  private List<String> drop(Predicate<PushMessage> unwanted) {
    var dropped = new ArrayList<String>();
    for (Pending open : List.copyOf(pending.values())) {
      String version = open.message().version();
      if (unwanted.test(open.message()) && pending.remove(version) != null) dropped.add(version);
    }
    return dropped;
  }
}
