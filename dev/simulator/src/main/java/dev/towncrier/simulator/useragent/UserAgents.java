package dev.towncrier.simulator.useragent;

import dev.towncrier.simulator.journal.Journal;
import dev.towncrier.simulator.subscription.Channel;
import dev.towncrier.simulator.subscription.Subscriptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The browsers that this push service knows. Thread-safe. */
public final class UserAgents implements AutoCloseable {
  private final Journal<MessageEvent> journal;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, UserAgent> byId = new ConcurrentHashMap<>();

  /**
   * Takes up what an earlier run left.
   *
   * @param folder where to keep messages not acknowledged; null to keep them in memory
   */
  public UserAgents(@Nullable Path folder, Subscriptions subscriptions, InstantSource clock) {
    this.clock = clock;
    journal =
        folder == null
            ? Journal.none()
            : Journal.open(
                folder.resolve("messages.jsonl"), MessageEvent.class, MessageEvent::open);
    subscriptions.userAgents().forEach(this::userAgent);
    for (MessageEvent event : journal.found()) {
      PushMessage message = event.message();
      if (message != null) userAgent(message.channel().userAgent()).restore(message);
    }
  }

  /**
   * Sends a message to its browser, or keeps it until the browser comes back or the message
   * expires. One with a TTL of 0 is discarded if the browser is not connected.
   *
   * @param listener told what the browser answers, at most once and only by this process
   */
  public void deliver(PushMessage message, Consumer<Acknowledgement> listener) {
    UserAgent userAgent = userAgent(message.channel().userAgent());
    Instant now = clock.instant();
    if (!userAgent.takes(message, now)) return;
    if (!message.expired(now)) journal.append(List.of(MessageEvent.accepted(message)));
    end(userAgent.deliver(message, listener));
  }

  /** Connects a browser under the id that it asks for if that is known, or a new one. */
  String connect(@Nullable String wanted, Connection connection) {
    String id = wanted != null && byId.containsKey(wanted) ? wanted : newId();
    end(userAgent(id).connect(connection, Frames.hello(id), clock.instant()));
    return id;
  }

  void disconnect(String id, Connection connection) {
    userAgent(id).disconnect(connection);
  }

  void acknowledge(String id, String version, Acknowledgement acknowledgement) {
    if (userAgent(id).acknowledge(version, acknowledgement)) end(List.of(version));
  }

  /** Drops what is open for a channel. */
  void drop(Channel channel) {
    end(userAgent(channel.userAgent()).drop(channel));
  }

  /** What is open stays open for the next run. */
  @Override
  public void close() {
    journal.close();
  }

  private UserAgent userAgent(String id) {
    return byId.computeIfAbsent(id, _ -> new UserAgent());
  }

  private void end(List<String> versions) {
    if (!versions.isEmpty()) journal.append(versions.stream().map(MessageEvent::ended).toList());
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
