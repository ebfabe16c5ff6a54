package dev.towncrier.api.subscriptions;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.contract.SubscriptionTags;
import dev.towncrier.store.Application;
import dev.towncrier.store.SubscriptionDetails;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a visitor may set beside the browser's keys. */
final class VisitorDetails {
  private static final int MAX_TOPICS = 50;
  private static final int MAX_NAME = 64;

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
        throw unknownTopic(topic);
      }
    }
    return topics;
  }

  static Problem unknownTopic(String topic) {
    return Problem.about(
        ProblemKind.UNACCEPTABLE,
        "topics",
        "holds \"" + topic + "\", which is no topic of this application");
  }

  private static @Nullable Map<String, Object> tags(JsonMembers body) {
    JsonMembers tags = body.optionalObject("tags");
    return tags == null ? null : SubscriptionTags.read(tags);
  }
}
