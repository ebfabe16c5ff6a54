package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static org.jooq.impl.DSL.name;

import dev.towncrier.contract.Audience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Audiences that do no more than name users and subscriptions, as messages to one person have it;
 * read for many notifications by one query of each kind, which is always the same.
 */
final class NamedAudiences {
  private static final Field<String> APPLICATION = DSL.field(name("wanted", "app"), String.class);
  private static final Field<String> USER = DSL.field(name("wanted", "person"), String.class);

  private record User(String application, String id) {}

  private record Found(String application, Instant createdAt, AudienceMember member) {}

  private final Map<UUID, Found> byId = new HashMap<>();
  private final Map<User, List<Found>> byUser = new HashMap<>();

  /** Whether an audience is one of these. */
  static boolean isNamed(Audience audience) {
    return !audience.all()
        && audience.topics().isEmpty()
        && audience.tags().isEmpty()
        && audience.exclude() == null;
  }

  /**
   * Reads them.
   *
   * @param most subscriptions of one user, at most
   */
  NamedAudiences(DSLContext dsl, List<Notification> notifications, int most) {
    Set<UUID> ids = new LinkedHashSet<>();
    Set<User> users = new LinkedHashSet<>();
    for (Notification notification : notifications) {
      ids.addAll(notification.audience().subscriptions());
      for (String user : notification.audience().users()) {
        users.add(new User(notification.application(), user));
      }
    }
    if (!ids.isEmpty()) {
      readIds(dsl, ids);
    }
    if (!users.isEmpty()) {
      readUsers(dsl, users, most);
    }
  }

  private void readIds(DSLContext dsl, Set<UUID> ids) {
    dsl.select(
            SUBSCRIPTION.ID,
            SUBSCRIPTION.APPLICATION_ID,
            SUBSCRIPTION.PUSH_SERVICE,
            SUBSCRIPTION.VAPID_KEY_ID,
            SUBSCRIPTION.BROWSER,
            SUBSCRIPTION.CREATED_AT)
        .from(SUBSCRIPTION)
        .where(SUBSCRIPTION.ID.eq(DSL.any(ids.toArray(new UUID[0]))))
        .and(AudienceReader.isReachable())
        .forEach(row -> byId.put(row.value1(), found(row)));
  }

  private void readUsers(DSLContext dsl, Set<User> users, int most) {
    var subscriptions =
        DSL.lateral(
            DSL.select(
                    SUBSCRIPTION.ID,
                    SUBSCRIPTION.APPLICATION_ID,
                    SUBSCRIPTION.PUSH_SERVICE,
                    SUBSCRIPTION.VAPID_KEY_ID,
                    SUBSCRIPTION.BROWSER,
                    SUBSCRIPTION.CREATED_AT)
                .from(SUBSCRIPTION)
                .where(SUBSCRIPTION.APPLICATION_ID.eq(APPLICATION))
                .and(SUBSCRIPTION.USER_ID.eq(USER))
                .and(AudienceReader.isReachable())
                .limit(most)
                .asTable("subscription"));
    dsl.select(
            USER,
            SUBSCRIPTION.ID,
            SUBSCRIPTION.APPLICATION_ID,
            SUBSCRIPTION.PUSH_SERVICE,
            SUBSCRIPTION.VAPID_KEY_ID,
            SUBSCRIPTION.BROWSER,
            SUBSCRIPTION.CREATED_AT)
        .from(
            DSL.table(
                    "unnest({0}, {1})",
                    DSL.val(users.stream().map(User::application).toArray(String[]::new)),
                    DSL.val(users.stream().map(User::id).toArray(String[]::new)))
                .as("wanted", "app", "person"))
        .crossJoin(subscriptions)
        .forEach(row -> {
          Found found = found(row);
          byUser
              .computeIfAbsent(new User(found.application(), row.value1()), _ -> new ArrayList<>())
              .add(found);
        });
  }

  private static Found found(Record row) {
    return new Found(
        row.get(SUBSCRIPTION.APPLICATION_ID),
        row.get(SUBSCRIPTION.CREATED_AT),
        new AudienceMember(
            row.get(SUBSCRIPTION.ID),
            row.get(SUBSCRIPTION.PUSH_SERVICE),
            row.get(SUBSCRIPTION.VAPID_KEY_ID),
            row.get(SUBSCRIPTION.BROWSER)));
  }

  /** The members of one of the notifications' audiences, each once. */
  List<AudienceMember> members(Notification notification) {
    Set<AudienceMember> members = new LinkedHashSet<>();
    for (UUID id : notification.audience().subscriptions()) {
      Found found = byId.get(id);
      if (found != null && found.application().equals(notification.application())) {
        add(found, notification, members);
      }
    }
    for (String user : notification.audience().users()) {
      byUser
          .getOrDefault(new User(notification.application(), user), List.of())
          .forEach(found -> add(found, notification, members));
    }
    return List.copyOf(members);
  }

  private static void add(Found found, Notification notification, Set<AudienceMember> members) {
    if (!found.createdAt().isAfter(notification.acceptedAt())) {
      members.add(found.member());
    }
  }
}
