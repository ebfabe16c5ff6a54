package dev.towncrier.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ValueNode;

/** The tags of a subscription: at most 50 names, each with a text, a number or a truth value. */
public final class SubscriptionTags {
  private static final int MAX_COUNT = 50;
  private static final int MAX_NAME = 64;

  /** Longest text, in characters. */
  static final int MAX_TEXT = 256;

  private SubscriptionTags() {}

  /**
   * The tags in {@code members}, in their order; those that are null are left out.
   *
   * @throws InvalidJson if a name or a value is of the wrong type or size, or there are too many
   */
  public static Map<String, Object> read(JsonMembers members) {
    Map<String, Object> tags = new LinkedHashMap<>();
    for (String name : names(members)) {
      ValueNode value = members.optionalScalar(name, MAX_TEXT);
      if (value != null) {
        tags.put(name, value);
      }
    }
    return tags;
  }

  /** Whether a tag may be called so. */
  static boolean isName(String text) {
    return !text.isEmpty() && text.codePointCount(0, text.length()) <= MAX_NAME;
  }

  static Set<String> names(JsonMembers members) {
    return members.names(MAX_COUNT, MAX_NAME);
  }
}
