package dev.towncrier.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks the {@code notification} of an event: the members of a declarative push message (W3C Push
 * API, "declarative push message") and no others.
 */
final class NotificationContent {
  /** Texts are bounded by the size of the message, which is checked as a whole. */
  static final int MAX_TEXT = NotificationRequested.MAX_BYTES;

  private static final int MAX_ACTIONS = 16;

  private NotificationContent() {}

  static ObjectNode read(JsonMembers in) {
    requireTitle(in);
    return readVariant(in);
  }

  /** As the whole, but without a member that must be there. */
  static ObjectNode readVariant(JsonMembers in) {
    ObjectNode out = Json.MAPPER.createObjectNode();
    put(out, "title", TemplateReader.title(in));
    put(out, "lang", in.optionalText("lang", 0, 64));
    put(out, "dir", in.optionalChoice("dir", List.of("auto", "ltr", "rtl")));
    put(out, "body", TemplateReader.body(in));
    put(out, "navigate", TemplateReader.navigate(in));
    put(out, "tag", in.optionalText("tag", 1, MAX_TEXT));
    for (String url : List.of("image", "icon", "badge")) {
      put(out, url, in.optionalUrl(url));
    }
    vibrate(in, out);
    timestamp(in, out);
    for (String flag : List.of("renotify", "silent", "requireInteraction")) {
      Boolean value = in.optionalBoolean(flag);
      if (value != null) {
        out.put(flag, value);
      }
    }
    JsonNode data = in.find("data");
    if (data != null) {
      out.set("data", data);
    }
    List<ObjectNode> actions = in.optionalObjects("actions", MAX_ACTIONS, (a, _) -> action(a));
    if (actions != null) {
      out.putArray("actions").addAll(actions);
    }
    return out;
  }

  private static ObjectNode action(JsonMembers in) {
    ObjectNode out = Json.MAPPER.createObjectNode();
    out.put("action", in.text("action", 1, MAX_TEXT));
    requireTitle(in);
    put(out, "title", TemplateReader.title(in));
    put(out, "navigate", TemplateReader.navigate(in));
    put(out, "icon", in.optionalUrl("icon"));
    return out;
  }

  private static void requireTitle(JsonMembers in) {
    if (!in.has("title")) {
      throw in.invalid("title", "is required");
    }
  }

  private static void timestamp(JsonMembers in, ObjectNode out) {
    JsonNode timestamp = in.find("timestamp");
    if (timestamp == null) {
      return;
    }
    if (!timestamp.isIntegralNumber()
        || !timestamp.canConvertToLong()
        || timestamp.longValue() < 0) {
      throw in.invalid(
          "timestamp",
          "must be whole milliseconds since 1970, not " + JsonMembers.shown(timestamp));
    }
    out.set("timestamp", timestamp);
  }

  private static void vibrate(JsonMembers in, ObjectNode out) {
    JsonNode vibrate = in.find("vibrate");
    if (vibrate == null) {
      return;
    }
    ArrayNode pattern = Json.MAPPER.createArrayNode();
    for (JsonNode step : vibrate.isArray() ? vibrate : Json.MAPPER.createArrayNode().add(vibrate)) {
      if (!step.isIntegralNumber() || !step.canConvertToInt() || step.intValue() < 0) {
        throw in.invalid("vibrate", "must hold whole milliseconds, not " + JsonMembers.shown(step));
      }
      pattern.add(step);
    }
    out.set("vibrate", pattern);
  }

  private static void put(ObjectNode out, String name, @Nullable String value) {
    if (value != null) {
      out.put(name, value);
    }
  }
}
