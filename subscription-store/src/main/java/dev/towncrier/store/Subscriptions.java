package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.Sha256;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.schema.tables.records.SubscriptionRecord;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Subscriptions as visitors make and change them. */
public final class Subscriptions {
  private static final String[] NO_TOPICS = {};
  private static final JSONB NO_TAGS = JSONB.valueOf("{}");

  private static final int MAX_ATTEMPTS = 10;
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final DSLContext dsl;
  private final Sealer sealer;
  private final InstantSource clock;

  /**
   * Reads and writes through {@code dataSource}.
   *
   * @param clock for the ids of new subscriptions, and when they were last seen
   */
  public Subscriptions(DataSource dataSource, Sealer sealer, InstantSource clock) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.sealer = sealer;
    this.clock = clock;
  }

  /**
   * Stores a browser's subscription, or finds the one that has its endpoint and renews its token.
   *
   * @throws VapidKeyRetired if the key was retired just now
   */
  public SubscribeResult subscribe(
      String application, PushTarget target, UUID vapidKeyId, SubscriptionDetails details) {
    AccessToken token = AccessToken.random();
    return withKey(tx -> {
      Optional<String> unknown = ApplicationTopics.firstUnknown(tx, application, details.topics());
      if (unknown.isPresent()) {
        return new SubscribeResult.UnknownTopic(unknown.get());
      }
      SubscriptionRecord row = row(application, target, vapidKeyId, details);
      row.setTokenHash(token.hash());
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        SubscriptionRecord created = SubscriptionRows.insert(tx, row);
        if (created != null) {
          return new SubscribeResult.Stored(subscription(created), token, true);
        }
        SubscriptionRecord known = lockByEndpoint(tx, application, target.endpoint());
        if (known != null) {
          return renewed(tx, known, target, vapidKeyId, details, token);
        }
        // It was removed between the two statements.
      }
      throw new IllegalStateException("A subscription came and went, time and again");
    });
  }

  /**
   * Renews the token of the subscription that has this endpoint, as {@link #subscribe} does, but
   * stores no new one.
   *
   * @throws VapidKeyRetired if the key was retired just now
   */
  public SubscribeResult renew(
      String application, PushTarget target, UUID vapidKeyId, SubscriptionDetails details) {
    return withKey(tx -> {
      Optional<String> unknown = ApplicationTopics.firstUnknown(tx, application, details.topics());
      if (unknown.isPresent()) {
        return new SubscribeResult.UnknownTopic(unknown.get());
      }
      SubscriptionRecord known = lockByEndpoint(tx, application, target.endpoint());
      return known == null
          ? new SubscribeResult.Unknown()
          : renewed(tx, known, target, vapidKeyId, details, AccessToken.random());
    });
  }

  private SubscribeResult renewed(
      DSLContext tx,
      SubscriptionRecord known,
      PushTarget target,
      UUID vapidKeyId,
      SubscriptionDetails details,
      AccessToken token) {
    if (!sameSecret(known, target)) {
      return new SubscribeResult.OtherSecret();
    }
    // The endpoint and the auth secret are the same, so what is sealed stays.
    known.setP256dh(target.userAgentKey().encoded());
    known.setVapidKeyId(vapidKeyId);
    known.setExpiresAt(target.expiresAt());
    clearDoubts(known);
    apply(known, details);
    known.setTokenHash(token.hash());
    save(tx, known);
    return new SubscribeResult.Stored(subscription(known), token, false);
  }

  /**
   * How many subscriptions the application has. Reads an entry of an index for each, so it is not
   * for every request.
   *
   * @param atMost where to stop counting
   */
  public long count(String application, long atMost) {
    return dsl.fetchCount(
        DSL.select(SUBSCRIPTION.ID)
            .from(SUBSCRIPTION)
            .where(SUBSCRIPTION.APPLICATION_ID.eq(application))
            .limit(atMost));
  }

  /** A row of one that was made elsewhere; all such rows have the same columns. */
  SubscriptionRecord row(String application, UUID vapidKeyId, NewSubscription made) {
    SubscriptionRecord row = row(application, made.target(), vapidKeyId, made.details());
    row.setUserId(made.userId());
    row.setTokenHash(AccessToken.random().hash());
    return row;
  }

  private SubscriptionRecord row(
      String application, PushTarget target, UUID vapidKeyId, SubscriptionDetails details) {
    SubscriptionRecord row = new SubscriptionRecord();
    row.setId(TimeOrderedId.at(clock.instant()));
    row.setApplicationId(application);
    row.setLastSeenOn(today());
    aim(row, target, vapidKeyId);
    row.setUserId(null);
    row.setTopics(NO_TOPICS);
    row.setTags(NO_TAGS);
    row.setLocale(null);
    row.setTimeZone(null);
    row.setBrowser(null);
    apply(row, details);
    return row;
  }

  /** The subscription of that id. */
  public VisitorAccess find(String application, UUID id, AccessToken token) {
    return access(
        application,
        id,
        token,
        (tx, row) -> {
          if (see(row)) {
            SubscriptionRows.update(tx, row);
          }
          return new VisitorAccess.Granted(subscription(row));
        });
  }

  /** Changes what {@code details} names, if {@code condition} holds. */
  public VisitorAccess update(
      String application,
      UUID id,
      AccessToken token,
      Precondition condition,
      SubscriptionDetails details) {
    return change(
        application,
        id,
        token,
        condition,
        details,
        (tx, row) -> {
          apply(row, details);
          save(tx, row);
          return new VisitorAccess.Granted(subscription(row));
        });
  }

  /**
   * The browser replaced the subscription: the id, the token and what {@code details} leaves out
   * stay. Another row of the new endpoint and secret is the same browser's, and goes. Nothing is
   * done unless {@code condition} holds.
   *
   * @throws VapidKeyRetired if the key was retired just now
   */
  public VisitorAccess replace(
      String application,
      UUID id,
      AccessToken token,
      Precondition condition,
      PushTarget target,
      UUID vapidKeyId,
      SubscriptionDetails details) {
    return change(
        application,
        id,
        token,
        condition,
        details,
        (tx, row) -> {
          SubscriptionRecord other = lockByEndpoint(tx, application, target.endpoint());
          if (other != null && !other.getId().equals(id)) {
            if (!sameSecret(other, target)) {
              return new VisitorAccess.EndpointTaken();
            }
            SubscriptionRows.delete(tx, other);
          }
          boolean sameEndpoint = Arrays.equals(row.getEndpointHash(), hash(target.endpoint()));
          row.setAccepted(row.getAccepted() && sameEndpoint);
          aim(row, target, vapidKeyId);
          clearDoubts(row);
          apply(row, details);
          save(tx, row);
          return new VisitorAccess.Granted(subscription(row));
        });
  }

  /**
   * Ties it to a user and to no other from then on. What reached it as another user's is sent to it
   * no later than a second after this returns. One that was removed, as gone, loses its tie too,
   * and so does not come back with it.
   *
   * @param user null cuts the tie
   */
  public VisitorAccess tie(String application, UUID id, AccessToken token, @Nullable String user) {
    VisitorAccess access =
        access(
            application,
            id,
            token,
            (tx, row) -> {
              row.setUserId(user);
              save(tx, row);
              return new VisitorAccess.Granted(subscription(row));
            });
    if (access instanceof VisitorAccess.NotFound) {
      RemovedSubscriptions.untie(dsl, application, id, token);
    }
    return access;
  }

  /**
   * Removes it; no send to it starts later than a second after this returns. One that is removed
   * already, as gone, can't be restored any more.
   */
  public VisitorAccess unsubscribe(String application, UUID id, AccessToken token) {
    VisitorAccess access =
        access(
            application,
            id,
            token,
            (tx, row) -> {
              SubscriptionRows.delete(tx, row);
              return new VisitorAccess.Granted(subscription(row));
            });
    if (access instanceof VisitorAccess.NotFound) {
      RemovedSubscriptions.forget(dsl, application, id, token);
    }
    return access;
  }

  private VisitorAccess change(
      String application,
      UUID id,
      AccessToken token,
      Precondition condition,
      SubscriptionDetails details,
      BiFunction<DSLContext, SubscriptionRecord, VisitorAccess> action) {
    return access(
        application,
        id,
        token,
        (tx, row) -> {
          if (!condition.holds(subscription(row).revision())) {
            return new VisitorAccess.Stale();
          }
          return ApplicationTopics.firstUnknown(tx, application, details.topics())
              .<VisitorAccess>map(VisitorAccess.UnknownTopic::new)
              .orElseGet(() -> action.apply(tx, row));
        });
  }

  private VisitorAccess access(
      String application,
      UUID id,
      AccessToken token,
      BiFunction<DSLContext, SubscriptionRecord, VisitorAccess> action) {
    return withKey(tx -> {
      SubscriptionRecord row = SubscriptionRows.lock(tx, application, id);
      if (row == null) {
        return new VisitorAccess.NotFound();
      }
      if (!token.matches(row.getTokenHash())) {
        return new VisitorAccess.WrongToken();
      }
      return action.apply(tx, row);
    });
  }

  /** A transaction that may bind a subscription to a key. */
  <T> T withKey(Function<DSLContext, T> action) {
    try {
      return Collisions.retried(dsl, action);
    } catch (DataAccessException e) {
      throw FOREIGN_KEY_VIOLATION.equals(e.sqlState()) ? new VapidKeyRetired() : e;
    }
  }

  private static @Nullable SubscriptionRecord lockByEndpoint(
      DSLContext tx, String application, Endpoint endpoint) {
    return SubscriptionRows.lockByEndpoint(tx, application, hash(endpoint));
  }

  private void aim(SubscriptionRecord row, PushTarget target, UUID vapidKeyId) {
    row.setSealedTarget(SealedTarget.seal(sealer, row.getId(), target));
    row.setEndpointHash(hash(target.endpoint()));
    row.setPushService(target.endpoint().pushService().value());
    row.setP256dh(target.userAgentKey().encoded());
    row.setVapidKeyId(vapidKeyId);
    row.setExpiresAt(target.expiresAt());
  }

  private LocalDate today() {
    return Days.of(clock.instant());
  }

  /** Notes that the browser called; false where that is known of today. */
  private boolean see(SubscriptionRecord row) {
    LocalDate today = today();
    boolean first = row.getLastSeenOn().isBefore(today);
    if (first) {
      row.setLastSeenOn(today);
    }
    return first;
  }

  /** Notes the same of many; whom another transaction is at work on is seen without that. */
  static void see(DSLContext tx, String application, UUID[] ids, LocalDate today) {
    tx.execute(
        "update {0} set last_seen_on = {1} where id = any (array(select id from {0}"
            + " where id = any ({2}) and application_id = {3} and last_seen_on < {1}"
            + " for update skip locked))",
        SUBSCRIPTION, DSL.val(today), DSL.val(ids), DSL.val(application));
  }

  /** The browser has just vouched for it. */
  private static void clearDoubts(SubscriptionRecord row) {
    row.setSuspectSince(null);
    row.setKeyMismatchSince(null);
  }

  private static void apply(SubscriptionRecord row, SubscriptionDetails details) {
    if (details.topics() != null) {
      row.setTopics(details.topics().toArray(new String[0]));
    }
    if (details.tags() != null) {
      row.setTags(JSONB.valueOf(Json.MAPPER.writeValueAsString(details.tags())));
    }
    if (details.locale() != null) {
      row.setLocale(details.locale());
    }
    if (details.timeZone() != null) {
      row.setTimeZone(details.timeZone());
    }
    if (details.user() != null) {
      row.setUserId(details.user());
    }
    if (details.browser() != null) {
      row.setBrowser(details.browser().label());
    }
  }

  private void save(DSLContext tx, SubscriptionRecord row) {
    see(row);
    row.setVersion(row.getVersion() + 1);
    SubscriptionRows.update(tx, row);
  }

  /** Compares in constant time. */
  private boolean sameSecret(SubscriptionRecord row, PushTarget target) {
    return SealedTarget.of(row, sealer).open().authSecret().equals(target.authSecret());
  }

  private static byte[] hash(Endpoint endpoint) {
    return Sha256.of(endpoint.url().getBytes(UTF_8));
  }

  private static Subscription subscription(SubscriptionRecord row) {
    Map<String, Object> tags =
        Json.MAPPER.readValue(
            row.getTags().data(), new TypeReference<LinkedHashMap<String, Object>>() {});
    return new Subscription(
        row.getId(),
        List.of(row.getTopics()),
        tags,
        row.getLocale(),
        row.getTimeZone(),
        row.getCreatedAt(),
        row.getVersion());
  }
}
