package dev.towncrier.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ValueNode;

/** Reads the conditions of an audience's {@code tags}, by the names of the tags. */
final class TagConditions {
  private TagConditions() {}

  static Map<String, TagCondition> read(JsonMembers tags) {
    Map<String, TagCondition> conditions = new LinkedHashMap<>();
    for (String name : SubscriptionTags.names(tags)) {
      conditions.put(name, condition(tags, name));
    }
    return conditions;
  }

  // Null is no condition, but refused: to leave it out would send to more than was meant.
  private static TagCondition condition(JsonMembers tags, String name) {
    JsonNode node = tags.find(name);
    if (node != null && node.isObject()) {
      return comparison(tags, name);
    }
    ValueNode value =
        node == null || node.isArray()
            ? null
            : tags.optionalScalar(name, SubscriptionTags.MAX_TEXT);
    if (value == null) {
      throw tags.invalid(
          name,
          "must be a string, a finite number, true, false, or an object with not, atLeast or"
              + " exists");
    }
    return new TagCondition.Is(value);
  }

  private static TagCondition comparison(JsonMembers tags, String name) {
    JsonMembers condition = tags.object(name);
    List<TagCondition> named = new ArrayList<>();
    @Nullable ValueNode not = condition.optionalScalar("not", SubscriptionTags.MAX_TEXT);
    if (not != null) {
      named.add(new TagCondition.Not(not));
    }
    @Nullable NumericNode atLeast = condition.optionalNumber("atLeast");
    if (atLeast != null) {
      named.add(new TagCondition.AtLeast(atLeast));
    }
    @Nullable Boolean exists = condition.optionalBoolean("exists");
    if (exists != null) {
      named.add(new TagCondition.Exists(exists));
    }
    if (named.size() != 1) {
      throw tags.invalid(
          name, "needs exactly one of not, atLeast and exists, and has " + named.size());
    }
    return named.getFirst();
  }
}
