package dev.towncrier.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who receives a notification: the union of its members, each subscription once.
 *
 * @param all every subscription of the application
 * @param topics subscriptions to any of these topics
 * @param users subscriptions tied to any of these users
 * @param subscriptions these subscriptions; ids that are unknown or gone match nobody
 */
public record Audience(
    boolean all, List<String> topics, List<String> users, List<UUID> subscriptions) {
  private static final int MAX_ELEMENTS = 1_000;
  private static final Pattern UUID_FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Copies the lists. */
  public Audience {
    topics = List.copyOf(topics);
    users = List.copyOf(users);
    subscriptions = List.copyOf(subscriptions);
  }

  static Audience read(JsonMembers members) {
    for (String later : List.of("tags", "exclude")) {
      if (members.has(later)) {
        throw members.invalid(later, "is not supported by this version");
      }
    }
    @Nullable Boolean all = members.optionalBoolean("all");
    @Nullable List<String> topics = members.optionalTexts("topics", MAX_ELEMENTS, 64);
    @Nullable List<String> users = members.optionalTexts("users", MAX_ELEMENTS, 256);
    @Nullable List<String> ids = members.optionalTexts("subscriptions", MAX_ELEMENTS, 64);
    boolean named = (all != null && all) || topics != null || users != null || ids != null;
    if (!named) {
      throw members.invalid(
          "", "needs at least one of \"all\": true, topics, users or subscriptions");
    }
    return new Audience(
        all != null && all,
        topics == null ? List.of() : topics,
        users == null ? List.of() : users,
        ids == null ? List.of() : uuids(members, ids));
  }

  private static List<UUID> uuids(JsonMembers members, List<String> texts) {
    List<UUID> ids = new ArrayList<>();
    for (String text : texts) {
      if (!UUID_FORM.matcher(text).matches()) {
        throw members.invalid(
            "subscriptions", "holds " + JsonMembers.shown(text) + ", which is no subscription id");
      }
      ids.add(UUID.fromString(text));
    }
    return ids;
  }
}
