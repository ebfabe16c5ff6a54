package dev.towncrier.simulator.useragent;

import dev.towncrier.simulator.subscription.Channel;
import dev.towncrier.simulator.subscription.Subscription;
import dev.towncrier.simulator.subscription.Subscriptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers the frames of one connection. Frames of other types, such as {@code broadcast_subscribe},
 * need no answer. Called by one thread at a time.
 */
final class Conversation {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final UserAgents userAgents;
  private final Subscriptions subscriptions;
  private final String endpointOrigin;
  private final Connection connection;
  private volatile @Nullable String userAgent;

  /**
   * @param endpointOrigin origin of the endpoints to hand out
   */
  Conversation(
      UserAgents userAgents,
      Subscriptions subscriptions,
      String endpointOrigin,
      Connection connection) {
    this.userAgents = userAgents;
    this.subscriptions = subscriptions;
    this.endpointOrigin = endpointOrigin;
    this.connection = connection;
  }

  /** Takes a text frame. One that is not JSON, or is too early, ends the connection. */
  void received(String text) {
    JsonNode frame;
    try {
      frame = JSON.readTree(text);
    } catch (JacksonException _) {
      connection.close();
      return;
    }
    String greeted = userAgent;
    String messageType = text(frame, "messageType");
    if (frame.isEmpty()) {
      connection.send(Frames.PING);
    } else if ("hello".equals(messageType)) {
      userAgent = userAgents.connect(text(frame, "uaid"), connection);
    } else if (greeted == null) {
      connection.close();
    } else if ("register".equals(messageType)) {
      register(greeted, frame);
    } else if ("unregister".equals(messageType)) {
      unregister(greeted, frame);
    } else if ("ack".equals(messageType)) {
      acknowledge(greeted, frame);
    }
  }

  void ended() {
    String greeted = userAgent;
    if (greeted != null) userAgents.disconnect(greeted, connection);
  }

  private void register(String greeted, JsonNode frame) {
    String channel = text(frame, "channelID");
    if (channel == null) {
      connection.send(Frames.registrationRefused(null, "channelID is missing"));
      return;
    }
    try {
      Subscription subscription =
          subscriptions.register(new Channel(greeted, channel), endpointOrigin, text(frame, "key"));
      connection.send(Frames.registered(channel, subscription.endpoint()));
    } catch (IllegalArgumentException e) {
      connection.send(Frames.registrationRefused(channel, String.valueOf(e.getMessage())));
    }
  }

  private void unregister(String greeted, JsonNode frame) {
    var channel = new Channel(greeted, frame.path("channelID").asString(""));
    subscriptions.find(channel).ifPresent(found -> subscriptions.end(found.token()));
    userAgents.drop(channel);
    connection.send(Frames.unregistered(channel.id()));
  }

  private void acknowledge(String greeted, JsonNode frame) {
    for (JsonNode update : frame.path("updates")) {
      String version = text(update, "version");
      if (version != null) {
        var acknowledgement = Acknowledgement.of(update.path("code").asInt(100));
        userAgents.acknowledge(greeted, version, acknowledgement);
      }
    }
  }

  private static @Nullable String text(JsonNode frame, String member) {
    JsonNode value = frame.path(member);
    return value.isString() ? value.stringValue() : null;
  }
}
