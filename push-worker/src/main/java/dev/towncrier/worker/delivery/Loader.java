package dev.towncrier.worker.delivery;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.PushMessage;
import dev.towncrier.contract.Recipient;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.vapid.VapidIdentity;
import dev.towncrier.store.Applications;
import dev.towncrier.store.DeliveryTarget;
import dev.towncrier.store.DeliveryTargets;
import dev.towncrier.store.LatestMessages;
import dev.towncrier.store.LatestMessages.Collapsible;
import dev.towncrier.store.Notification;
import dev.towncrier.store.NotificationControl;
import dev.towncrier.store.NotificationKey;
import dev.towncrier.store.NotificationState;
import dev.towncrier.store.Notifications;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Gets what deliveries need from the store. What never changes there is kept for a while. For one
 * thread.
 */
final class Loader {
  private static final int CACHED_PLAINTEXTS = 4_000; // of 4 kB each at most
  private static final int CACHED_KEYS = 10_000;

  /** So that a retired key does not stay in memory. Longer than push services want a token for. */
  private static final Duration UNUSED_KEY_KEPT = Duration.ofHours(1);

  /** How long a new VAPID subject may go unnoticed. */
  private static final Duration SUBJECT_KEPT = Duration.ofSeconds(5);

  /** Shorter than an id takes to be free for another notification. */
  private static final Duration MESSAGES_KEPT = Duration.ofHours(1);

  /** Little of the second for which what was loaded may be used. */
  private static final Duration HALTED_KEPT = Duration.ofMillis(250);

  private record Halted(Map<NotificationKey, NotificationState> states, Instant at) {}

  private final DeliveryTargets targets;
  private final LatestMessages latest;
  private final NotificationControl control;
  private final InstantSource clock;
  private final LoadingCache<NotificationKey, Message> messages;
  private final LoadingCache<UUID, VapidIdentity> identities;
  private Halted halted = new Halted(Map.of(), Instant.MIN);

  Loader(
      DeliveryTargets targets,
      LatestMessages latest,
      Notifications notifications,
      NotificationControl control,
      Applications applications,
      P256 p256,
      InstantSource clock) {
    this.targets = targets;
    this.latest = latest;
    this.control = control;
    this.clock = clock;
    messages =
        Caffeine.newBuilder()
            .maximumWeight(CACHED_PLAINTEXTS)
            .weigher((NotificationKey _, Message message) -> message.weight())
            .expireAfterWrite(MESSAGES_KEPT)
            .build(CacheLoader.bulk(keys -> messages(notifications.find(keys))));
    identities =
        Caffeine.newBuilder()
            .maximumSize(CACHED_KEYS)
            .expireAfterAccess(UNUSED_KEY_KEPT)
            .refreshAfterWrite(SUBJECT_KEPT)
            .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
            .executor(Runnable::run)
            .build(new Identities(applications, p256));
  }

  /** The deliveries' subscriptions as they are now; what their notifications say is kept too. */
  Loaded load(Collection<DeliveryRequested> deliveries) {
    Set<UUID> ids = new HashSet<>();
    Set<NotificationKey> notifications = new HashSet<>();
    for (DeliveryRequested delivery : deliveries) {
      ids.add(delivery.subscriptionId());
      notifications.add(key(delivery));
    }
    var said = messages.getAll(notifications); // those that are not kept yet, in one query
    Halted halted = halted();
    Map<UUID, Recipient> recipients = recipients(deliveries, said);
    Map<UUID, DeliveryTarget> found = targets.load(ids);
    Set<DeliveryRequested> untied = untied(deliveries, said, found);
    ids.removeAll(found.keySet());
    Set<UUID> gone = ids.isEmpty() ? Set.of() : targets.gone(ids);
    // As old as its oldest part.
    return new Loaded(found, recipients, untied, gone, halted.states(), halted.at());
  }

  private Halted halted() {
    Instant now = clock.instant();
    if (!now.isBefore(halted.at().plus(HALTED_KEPT))) {
      halted = new Halted(control.halted(), now);
    }
    return halted;
  }

  /** Of those whose messages vary; without such there is no query. */
  private Map<UUID, Recipient> recipients(
      Collection<DeliveryRequested> deliveries, Map<NotificationKey, Message> said) {
    Set<UUID> ids = new HashSet<>();
    Set<String> tagNames = new HashSet<>();
    for (DeliveryRequested delivery : deliveries) {
      Message message = said.get(key(delivery));
      if (message != null && message.content().varies()) {
        ids.add(delivery.subscriptionId());
        tagNames.addAll(message.content().tagNames());
      }
    }
    return ids.isEmpty() ? Map.of() : targets.recipients(ids, tagNames);
  }

  /**
   * Those that reached their subscription by its tie to a user, and by nothing else, if it is tied
   * otherwise now. There is a query only for audiences that name topics too.
   */
  private Set<DeliveryRequested> untied(
      Collection<DeliveryRequested> deliveries,
      Map<NotificationKey, Message> said,
      Map<UUID, DeliveryTarget> found) {
    Map<DeliveryRequested, Reach> untied = new HashMap<>();
    Set<UUID> ofTopics = new HashSet<>();
    for (DeliveryRequested delivery : deliveries) {
      Message message = said.get(key(delivery));
      Reach reach = message == null ? null : message.reach();
      DeliveryTarget target = found.get(delivery.subscriptionId());
      if (reach != null && target != null && !reach.has(target.id(), target.user())) {
        untied.put(delivery, reach);
        if (!reach.topics().isEmpty()) {
          ofTopics.add(target.id());
        }
      }
    }
    if (!ofTopics.isEmpty()) {
      Map<UUID, Set<String>> topics = targets.topics(ofTopics);
      untied
          .entrySet()
          .removeIf(each ->
              each.getValue()
                  .hasAny(topics.getOrDefault(each.getKey().subscriptionId(), Set.of())));
    }
    return untied.keySet();
  }

  /**
   * Those whose collapse key has a newer message for the same subscription; the others are noted as
   * the newest.
   */
  Set<DeliveryRequested> superseded(Collection<DeliveryRequested> deliveries, Loaded loaded) {
    Map<DeliveryRequested, Collapsible> collapsible = new HashMap<>();
    for (DeliveryRequested delivery : deliveries) {
      Message message = messages.getIfPresent(key(delivery));
      if (message != null && loaded.target(delivery) != null) {
        message.collapsible(delivery).ifPresent(one -> collapsible.put(delivery, one));
      }
    }
    if (collapsible.isEmpty()) {
      return Set.of();
    }
    Set<Collapsible> older = latest.superseded(collapsible.values());
    collapsible.values().retainAll(older);
    return collapsible.keySet();
  }

  /**
   * What the delivery's notification says.
   *
   * @throws IllegalStateException if it is not stored
   */
  Message message(DeliveryRequested delivery) {
    Message message = messages.get(key(delivery));
    if (message == null) {
      throw new IllegalStateException("No notification " + key(delivery) + " is stored");
    }
    return message;
  }

  private static NotificationKey key(DeliveryRequested delivery) {
    return new NotificationKey(delivery.application(), delivery.notificationId());
  }

  /** As whom the application sends to a subscription that was made with that key. */
  VapidIdentity identity(UUID vapidKeyId) {
    return identities.get(vapidKeyId);
  }

  private Map<NotificationKey, Message> messages(List<Notification> notifications) {
    Map<NotificationKey, Message> found = new HashMap<>();
    for (Notification notification : notifications) {
      found.put(notification.key(), message(notification));
    }
    return found;
  }

  private Message message(Notification notification) {
    return new Message(
        PushMessage.of(
            notification.id(),
            notification.content(),
            notification.locales(),
            notification.appBadge(),
            notification.navigate()),
        notification.startsAt(),
        notification.ttl(),
        notification.urgency(),
        notification.collapseKey() == null
            ? null
            : Message.topic(notification.application(), notification.collapseKey()),
        Reach.of(notification.audience()));
  }

  /** One whose subject is the same stays the same, and with it the tokens that it has signed. */
  private record Identities(Applications applications, P256 p256)
      implements CacheLoader<UUID, VapidIdentity> {

    @Override
    public VapidIdentity load(UUID keyId) {
      return applications
          .signingKey(keyId)
          .map(key -> new VapidIdentity(p256.keyPair(key.privateKey()), key.subject()))
          .orElseThrow(() -> new IllegalStateException("No VAPID key " + keyId + " is stored"));
    }

    @Override
    public VapidIdentity reload(UUID keyId, VapidIdentity known) {
      return applications
          .subject(keyId)
          .filter(subject -> !subject.equals(known.subject()))
          .map(subject -> new VapidIdentity(known.keyPair(), subject))
          .orElse(known);
    }
  }
}
