package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.store.schema.tables.records.SubscriptionRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Adds subscriptions that were made elsewhere. */
public final class SubscriptionAdditions {
  private final Subscriptions subscriptions;

  /** Stores what {@code subscriptions} makes. */
  public SubscriptionAdditions(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  /**
   * Stores many in one transaction. Each browser gets its token when it next subscribes. What the
   * application has already stays as it is.
   *
   * @param made some hundreds at once
   * @param room how many may be new; the first ones are stored
   * @return what came of each, in their order
   * @throws VapidKeyRetired if the key was retired just now; none is stored
   */
  public List<SubscriptionAddition> add(
      String application, UUID vapidKeyId, List<NewSubscription> made, long room) {
    if (made.isEmpty()) {
      return List.of();
    }
    List<SubscriptionRecord> rows =
        made.stream().map(each -> subscriptions.row(application, vapidKeyId, each)).toList();
    return subscriptions.withKey(tx -> {
      Map<UUID, SubscriptionAddition> endings = new HashMap<>();
      Set<String> topics = ApplicationTopics.known(tx, application, topics(rows));
      List<SubscriptionRecord> possible = new ArrayList<>();
      for (SubscriptionRecord row : rows) {
        if (topics.containsAll(Arrays.asList(row.getTopics()))) {
          possible.add(row);
        } else {
          endings.put(row.getId(), new SubscriptionAddition.UnknownTopic());
        }
      }
      List<SubscriptionRecord> beyond = beyond(tx, application, possible, room);
      beyond.forEach(row -> endings.put(row.getId(), new SubscriptionAddition.NoRoom()));
      possible.removeIf(row -> endings.containsKey(row.getId()));
      for (UUID id : insert(tx, possible)) {
        endings.put(id, new SubscriptionAddition.Added(id));
      }
      return rows.stream()
          .map(row -> endings.getOrDefault(row.getId(), new SubscriptionAddition.Known()))
          .toList();
    });
  }

  private static Set<String> topics(List<SubscriptionRecord> rows) {
    return rows.stream().flatMap(row -> Arrays.stream(row.getTopics())).collect(Collectors.toSet());
  }

  /** Those that would be new and that there is no room for. */
  private static List<SubscriptionRecord> beyond(
      DSLContext tx, String application, List<SubscriptionRecord> rows, long room) {
    if (rows.size() <= room) {
      return List.of();
    }
    Set<ByteBuffer> met = known(tx, application, rows);
    List<SubscriptionRecord> beyond = new ArrayList<>();
    long left = room;
    for (SubscriptionRecord row : rows) {
      ByteBuffer endpoint = ByteBuffer.wrap(row.getEndpointHash());
      if (!met.contains(endpoint)) {
        if (left > 0) {
          left--;
          met.add(endpoint);
        } else {
          beyond.add(row);
        }
      }
    }
    return beyond;
  }

  private static Set<ByteBuffer> known(
      DSLContext tx, String application, List<SubscriptionRecord> rows) {
    List<byte[]> endpoints = rows.stream().map(SubscriptionRecord::getEndpointHash).toList();
    return tx.select(SUBSCRIPTION.ENDPOINT_HASH)
        .from(SUBSCRIPTION)
        .where(SUBSCRIPTION.APPLICATION_ID.eq(application))
        .and(SUBSCRIPTION.ENDPOINT_HASH.in(endpoints))
        .fetchStream()
        .map(row -> ByteBuffer.wrap(row.value1()))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<UUID> insert(DSLContext tx, List<SubscriptionRecord> rows) {
    if (rows.isEmpty()) {
      return Set.of();
    }
    // In one order, so that several who add the same never wait for each other in a circle.
    List<SubscriptionRecord> ordered = new ArrayList<>(rows);
    ordered.sort(Comparator.comparing(SubscriptionRecord::getEndpointHash, Arrays::compare));
    return tx.insertInto(SUBSCRIPTION)
        .set(ordered)
        .onConflictDoNothing()
        .returning(SUBSCRIPTION.ID)
        .fetchSet(SUBSCRIPTION.ID);
  }
}
