package dev.towncrier.simulator.useragent;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The frames that the server sends. */
final class Frames {
  static final String PING = "{}";
  private static final JsonMapper JSON = JsonMapper.shared();

  private Frames() {}

  static String hello(String userAgent) {
    ObjectNode frame = frame("hello").put("status", 200).put("uaid", userAgent);
    frame.put("use_webpush", true).putObject("broadcasts");
    return frame.toString();
  }

  static String registered(String channel, String endpoint) {
    return frame("register")
        .put("channelID", channel)
        .put("status", 200)
        .put("pushEndpoint", endpoint)
        .toString();
  }

  static String registrationRefused(@Nullable String channel, String reason) {
    return frame("register")
        .put("channelID", channel)
        .put("status", 400)
        .put("error", reason)
        .toString();
  }

  static String unregistered(String channel) {
    return frame("unregister").put("channelID", channel).put("status", 200).toString();
  }

  static String notification(PushMessage message) {
    ObjectNode frame =
        frame("notification")
            .put("channelID", message.channel().id())
            .put("version", message.version());
    if (message.data() != null) {
      frame.put("data", message.data()).putObject("headers").put("encoding", "aes128gcm");
    }
    return frame.toString();
  }

  private static ObjectNode frame(String messageType) {
    return JSON.createObjectNode().put("messageType", messageType);
  }
}
