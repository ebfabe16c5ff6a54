package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.LATEST_MESSAGE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Which message of each subscription and collapse key is the newest; older ones are not sent. */
public final class LatestMessages {

  /**
   * A message that replaces older ones.
   *
   * @param topic the {@code Topic} header that stands for its collapse key
   * @param acceptedAt when its notification was accepted, which says what is newer
   * @param notification its notification's id, which decides between those of one moment
   * @param expiresAt the delivery's deadline
   */
  public record Collapsible(
      UUID subscription,
      String topic,
      Instant acceptedAt,
      String notification,
      Instant expiresAt) {}

  private record Key(UUID subscription, String topic) {
    static Key of(Collapsible message) {
      return new Key(message.subscription(), message.topic());
    }
  }

  /** As the table compares them. */
  private static final Comparator<Collapsible> AGE =
      Comparator.comparing(Collapsible::acceptedAt)
          .thenComparing(
              message -> message.notification().getBytes(UTF_8), Arrays::compareUnsigned);

  private final DSLContext dsl;

  /** Reads and writes through {@code dataSource}. */
  public LatestMessages(DataSource dataSource) {
    this.dsl = StoreConfiguration.dsl(dataSource);
  }

  /**
   * Notes these messages, and says which of them a newer one was noted for, here or by any other
   * worker. A message that is asked about again is superseded by no copy of itself.
   *
   * @return those of {@code messages} that are not to be sent
   */
  public Set<Collapsible> superseded(Collection<Collapsible> messages) {
    if (messages.isEmpty()) {
      return Set.of();
    }
    Map<Key, Collapsible> newest = new HashMap<>();
    messages.forEach(message -> newest.merge(Key.of(message), message, LatestMessages::newer));
    Set<Key> noted = note(newest.values());
    Set<Collapsible> superseded = new HashSet<>();
    for (Collapsible message : messages) {
      Key key = Key.of(message);
      if (!noted.contains(key) || AGE.compare(message, newest.get(key)) < 0) {
        superseded.add(message);
      }
    }
    return superseded;
  }

  /** The newer one, kept as long as any of the two can still be sent. */
  private static Collapsible newer(Collapsible one, Collapsible other) {
    Collapsible newer = AGE.compare(one, other) < 0 ? other : one;
    Instant expiresAt =
        one.expiresAt().isAfter(other.expiresAt()) ? one.expiresAt() : other.expiresAt();
    return new Collapsible(
        newer.subscription(), newer.topic(), newer.acceptedAt(), newer.notification(), expiresAt);
  }

  /** Notes each that is the newest, and tells which are; in one order, so that nobody deadlocks. */
  private Set<Key> note(Collection<Collapsible> messages) {
    return dsl.insertInto(
            LATEST_MESSAGE,
            LATEST_MESSAGE.SUBSCRIPTION_ID,
            LATEST_MESSAGE.TOPIC,
            LATEST_MESSAGE.ACCEPTED_AT,
            LATEST_MESSAGE.NOTIFICATION_ID,
            LATEST_MESSAGE.EXPIRES_AT)
        .select(
            DSL.select(
                    DSL.field("message.subscription", UUID.class),
                    DSL.field("message.topic", String.class),
                    DSL.field("message.accepted_at", Instant.class),
                    DSL.field("message.notification", String.class),
                    DSL.field("message.expires_at", Instant.class))
                .from(
                    "unnest({0}, {1}, {2}, {3}, {4})"
                        + " as message(subscription, topic, accepted_at, notification, expires_at)",
                    DSL.val(of(messages, Collapsible::subscription, UUID[]::new)),
                    DSL.val(of(messages, Collapsible::topic, String[]::new)),
                    DSL.val(of(messages, Collapsible::acceptedAt, Instant[]::new)),
                    DSL.val(of(messages, Collapsible::notification, String[]::new)),
                    DSL.val(of(messages, Collapsible::expiresAt, Instant[]::new)))
                .orderBy(DSL.one(), DSL.two()))
        .onConflict(LATEST_MESSAGE.SUBSCRIPTION_ID, LATEST_MESSAGE.TOPIC)
        .doUpdate()
        .set(LATEST_MESSAGE.ACCEPTED_AT, DSL.excluded(LATEST_MESSAGE.ACCEPTED_AT))
        .set(LATEST_MESSAGE.NOTIFICATION_ID, DSL.excluded(LATEST_MESSAGE.NOTIFICATION_ID))
        .set(
            LATEST_MESSAGE.EXPIRES_AT,
            DSL.greatest(LATEST_MESSAGE.EXPIRES_AT, DSL.excluded(LATEST_MESSAGE.EXPIRES_AT)))
        // Equal is the same message again. It is noted anew, as that tells it from an older one.
        .where(
            DSL.row(LATEST_MESSAGE.ACCEPTED_AT, LATEST_MESSAGE.NOTIFICATION_ID)
                .le(
                    DSL.excluded(LATEST_MESSAGE.ACCEPTED_AT),
                    DSL.excluded(LATEST_MESSAGE.NOTIFICATION_ID)))
        .returning(LATEST_MESSAGE.SUBSCRIPTION_ID, LATEST_MESSAGE.TOPIC)
        .fetchSet(row -> new Key(row.getSubscriptionId(), row.getTopic()));
  }

  private static <T> T[] of(
      Collection<Collapsible> messages, Function<Collapsible, T> member, IntFunction<T[]> array) {
    return messages.stream().map(member).toArray(array);
  }
}
