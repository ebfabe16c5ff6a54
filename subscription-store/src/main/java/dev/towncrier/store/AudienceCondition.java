package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.contract.Audience;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.TagCondition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import tools.jackson.databind.node.ValueNode;

/** An audience as a condition on the table of subscriptions, whatever their application. */
final class AudienceCondition {
  /** A number as JSON spells it, or with zeros in front; none that Postgres could not hold. */
  private static final String NUMBER = "^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$";

  private AudienceCondition() {}

  /** Whether a subscription is in {@code audience}. */
  static Condition of(Audience audience) {
    return indexed(audience).and(residual(audience));
  }

  /** The part by which indexes find subscriptions. */
  static Condition indexed(Audience audience) {
    List<Condition> all = new ArrayList<>();
    all.add(union(audience));
    audience
        .tags()
        .forEach((name, condition) -> {
          if (isIndexed(condition)) {
            all.add(tag(name, condition));
          }
        });
    return DSL.and(all);
  }

  /** The part that only a look at each subscription tells. */
  static Condition residual(Audience audience) {
    List<Condition> all = new ArrayList<>();
    audience
        .tags()
        .forEach((name, condition) -> {
          if (!isIndexed(condition)) {
            all.add(tag(name, condition));
          }
        });
    if (audience.exclude() != null) {
      // Not merely "not": a condition on a user is null where there is no user.
      all.add(DSL.condition("({0}) is not true", of(audience.exclude())));
    }
    return DSL.and(all);
  }

  /** Whether there is a part that only a look at each subscription tells. */
  static boolean hasResidual(Audience audience) {
    return audience.exclude() != null
        || !audience.tags().values().stream().allMatch(AudienceCondition::isIndexed);
  }

  private static boolean isIndexed(TagCondition condition) {
    return condition instanceof TagCondition.Is;
  }

  private static Condition union(Audience audience) {
    if (audience.all()) {
      return DSL.trueCondition();
    }
    List<Condition> members = new ArrayList<>();
    if (!audience.topics().isEmpty()) {
      members.add(DSL.arrayOverlap(SUBSCRIPTION.TOPICS, audience.topics().toArray(new String[0])));
    }
    if (!audience.users().isEmpty()) {
      members.add(SUBSCRIPTION.USER_ID.eq(DSL.any(audience.users().toArray(new String[0]))));
    }
    if (!audience.subscriptions().isEmpty()) {
      members.add(SUBSCRIPTION.ID.eq(DSL.any(audience.subscriptions().toArray(new UUID[0]))));
    }
    return members.isEmpty() ? DSL.falseCondition() : DSL.or(members);
  }

  private static Condition tag(String name, TagCondition condition) {
    return switch (condition) {
      case TagCondition.Is(var value) -> is(name, value);
      case TagCondition.Not(var value) -> DSL.not(is(name, value));
      case TagCondition.AtLeast(var bound) -> isAtLeast(name, bound.decimalValue());
      case TagCondition.Exists(boolean expected) -> {
        Field<JSONB> tag = DSL.jsonbGetAttribute(SUBSCRIPTION.TAGS, DSL.val(name));
        yield expected ? tag.isNotNull() : tag.isNull();
      }
    };
  }

  private static Condition is(String name, ValueNode value) {
    String tag = Json.MAPPER.writeValueAsString(Map.of(name, value));
    return DSL.condition("{0} @> {1}", SUBSCRIPTION.TAGS, DSL.val(JSONB.valueOf(tag)));
  }

  // Only CASE makes sure that Postgres casts nothing but numbers.
  private static Condition isAtLeast(String name, BigDecimal bound) {
    Field<String> text = DSL.jsonbGetAttributeAsText(SUBSCRIPTION.TAGS, DSL.val(name));
    return DSL.condition(
        DSL.when(
                text.likeRegex(DSL.inline(NUMBER)),
                DSL.field(text.cast(SQLDataType.NUMERIC).ge(bound)))
            .otherwise(DSL.inline(false)));
  }
}
