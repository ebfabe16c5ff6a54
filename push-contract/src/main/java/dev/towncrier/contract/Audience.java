package dev.towncrier.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who receives a notification: the union of {@code all}, {@code topics}, {@code users} and {@code
 * subscriptions}, narrowed by {@code tags}, without {@code exclude}; each subscription once.
 *
 * @param all every subscription of the application; also where the event names nothing but tags
 * @param topics subscriptions to any of these topics
 * @param users subscriptions tied to any of these users
 * @param subscriptions these subscriptions; ids that are unknown or gone match nobody
 * @param tags by the name of a tag, what that tag must be like; every one of them must match
 * @param exclude who is taken away; has no {@code exclude} of its own
 */
public record Audience(
    boolean all,
    List<String> topics,
    List<String> users,
    List<UUID> subscriptions,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, TagCondition> tags,
    @Nullable Audience exclude) {
  private static final int MAX_ELEMENTS = 1_000;
  private static final Pattern UUID_FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Copies the lists and the map. */
  public Audience {
    topics = List.copyOf(topics);
    users = List.copyOf(users);
    subscriptions = List.copyOf(subscriptions);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /**
   * The audience that {@code members} describe.
   *
   * @throws InvalidJson if it breaks the contract
   */
  public static Audience read(JsonMembers members) {
    @Nullable JsonMembers excluded = members.optionalObject("exclude");
    if (excluded != null && excluded.has("exclude")) {
      throw excluded.invalid("exclude", "must not stand within an exclude");
    }
    return read(members, excluded == null ? null : read(excluded, null));
  }

  /** What was written as JSON. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Audience written(ObjectNode json) {
    return read(JsonMembers.of("audience", json));
  }

  private static Audience read(JsonMembers members, @Nullable Audience exclude) {
    @Nullable Boolean all = members.optionalBoolean("all");
    @Nullable List<String> topics = members.optionalTexts("topics", MAX_ELEMENTS, 64);
    @Nullable List<String> users = members.optionalTexts("users", MAX_ELEMENTS, 256);
    @Nullable List<String> ids = members.optionalTexts("subscriptions", MAX_ELEMENTS, 64);
    @Nullable JsonMembers conditions = members.optionalObject("tags");
    Map<String, TagCondition> tags = conditions == null ? Map.of() : TagConditions.read(conditions);
    boolean united = (all != null && all) || topics != null || users != null || ids != null;
    if (!united && tags.isEmpty()) {
      throw members.invalid(
          "",
          "needs at least one of \"all\": true, topics, users, subscriptions or a condition in tags"
              + (exclude == null ? "" : "; exclude alone names nobody"));
    }
    return new Audience(
        !united || (all != null && all),
        topics == null ? List.of() : topics,
        users == null ? List.of() : users,
        ids == null ? List.of() : uuids(members, ids),
        tags,
        exclude);
  }

  private static List<UUID> uuids(JsonMembers members, List<String> texts) {
    List<UUID> ids = new ArrayList<>();
    for (String text : texts) {
      if (!UUID_FORM.matcher(text).matches()) { // but perhaps a user's
        throw members.invalid("subscriptions", "must hold ids of subscriptions only");
      }
      ids.add(UUID.fromString(text));
    }
    return ids;
  }

  /** Does not say who the users are. */
  @Override
  public String toString() {
    return "Audience[all=%s, topics=%s, users=%d of them, subscriptions=%s, tags=%s, exclude=%s]"
        .formatted(all, topics, users.size(), subscriptions, tags, exclude);
  }
}
