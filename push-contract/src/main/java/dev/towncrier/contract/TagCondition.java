package dev.towncrier.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ValueNode;

/**
 * What a subscription's tag must be like for the subscription to be in an audience. A value is a
 * text, a number or a truth value, and those are never equal to each other: {@code "18"} is not
 * {@code 18}. Written as JSON as publishers write it.
 */
public sealed interface TagCondition {

  /** The tag has this value: {@code "pro"}. */
  record Is(@JsonValue ValueNode value) implements TagCondition {}

  /** The tag has another value, or is not there: {@code {"not": "Oslo"}}. */
  record Not(@JsonProperty("not") ValueNode value) implements TagCondition {}

  /**
   * The tag is this number or a greater one: {@code {"atLeast": 18}}. A text counts as the number
   * that it spells, as JSON spells numbers; one that spells none does not match.
   */
  record AtLeast(@JsonProperty("atLeast") NumericNode bound) implements TagCondition {}

  /** The tag is there, or is not there: {@code {"exists": true}}. */
  record Exists(@JsonProperty("exists") boolean expected) implements TagCondition {}
}
