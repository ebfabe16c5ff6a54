package dev.towncrier.api.subscriptions;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.SubscriptionDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a visitor may set beside the browser's keys. */
final class VisitorDetails {
  private static final int MAX_TOPICS = 50;
  private static final int MAX_TAGS = 50;
  private static final int MAX_NAME = 64;
  private static final int MAX_TAG_VALUE = 256;

  private VisitorDetails() {}

  /**
   * The details in {@code body}; absent ones are null.
   *
   * @throws dev.towncrier.contract.InvalidJson if one is of the wrong type or size
   * @throws Problem 422 if a topic is none of the application's
   */
  static SubscriptionDetails read(JsonMembers body, Application application) {
    return new SubscriptionDetails(
        topics(body, application.topicIds()),
        tags(body),
        body.optionalText("locale", 1, MAX_NAME),
        body.optionalText("timeZone", 1, MAX_NAME));
  }

  private static @Nullable List<String> topics(JsonMembers body, Set<String> known) {
    List<String> topics = body.optionalTexts("topics", MAX_TOPICS, MAX_NAME);
    if (topics == null) {
      return null;
    }
    for (String topic : topics) {
      if (!known.contains(topic)) {
        throw Problem.about(
            ProblemKind.UNACCEPTABLE,
            "topics",
            "holds \"" + topic + "\", which is no topic of this application");
      }
    }
    return topics;
  }

  private static @Nullable Map<String, Object> tags(JsonMembers body) {
    JsonMembers tags = body.optionalObject("tags");
    if (tags == null) {
      return null;
    }
    Set<String> names = tags.names();
    if (names.size() > MAX_TAGS) {
      throw body.invalid("tags", "has " + names.size() + " members, over the limit of " + MAX_TAGS);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names) {
      if (!isName(name)) {
        throw body.invalid(
            "tags", "has a name that is not 1 to " + MAX_NAME + " characters without U+0000");
      }
      Object value = value(tags, name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePointCount(0, name.length()) <= MAX_NAME
        && name.indexOf('\0') < 0;
  }

  private static @Nullable Object value(JsonMembers tags, String name) {
    JsonNode value = tags.find(name);
    if (value == null) {
      return null;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isIntegralNumber() || (value.isNumber() && Double.isFinite(value.doubleValue()))) {
      return value.numberValue();
    }
    if (value.isString()) {
      return tags.text(name, 0, MAX_TAG_VALUE);
    }
    throw tags.invalid(name, "must be a string, a finite number, true or false");
  }
}
