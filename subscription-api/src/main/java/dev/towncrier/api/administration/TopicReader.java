package dev.towncrier.api.administration;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application.Topic;
import dev.towncrier.store.ApplicationTopics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads topics, and the ids and names that they have in common with applications. */
final class TopicReader {
  /** Of applications and topics. */
  static final String ID = "[a-z0-9][a-z0-9-]{0,62}";

  private static final int MAX_ID_TEXT = 1_000;
  private static final int MAX_NAME = 100;

  private TopicReader() {}

  /** All topics of an application, in their order; null if the body says nothing of them. */
  static @Nullable List<Topic> all(JsonMembers body) {
    Set<String> ids = new HashSet<>();
    return body.optionalObjects(
        "topics",
        ApplicationTopics.MAX_COUNT,
        (members, _) -> {
          Topic topic = topic(members);
          if (!ids.add(topic.id())) {
            throw unacceptable(members, "id", "is that of an earlier one: \"" + topic.id() + "\"");
          }
          return topic;
        });
  }

  static Topic topic(JsonMembers members) {
    return new Topic(id(members), members.text("name", 1, MAX_NAME));
  }

  /** A name, or null if absent. */
  static @Nullable String optionalName(JsonMembers body) {
    return body.optionalText("name", 1, MAX_NAME);
  }

  /** An id that must be there. */
  static String id(JsonMembers members) {
    String id = members.text("id", 1, MAX_ID_TEXT);
    if (!id.matches(ID)) {
      throw unacceptable(
          members,
          "id",
          "must be 1 to 63 letters a to z, digits and hyphens, no hyphen first, not \""
              + id
              + "\"");
    }
    return id;
  }

  /** A place among topics, from 0; null if absent. */
  static @Nullable Integer position(JsonMembers body) {
    return body.optionalInt("position", 0, ApplicationTopics.MAX_COUNT - 1);
  }

  static Problem unacceptable(JsonMembers members, String name, String problem) {
    return Problem.of(ProblemKind.UNACCEPTABLE, members.invalid(name, problem));
  }
}
