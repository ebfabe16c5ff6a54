package dev.towncrier.worker.delivery;

import dev.towncrier.contract.Audience;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an audience that names users reaches subscriptions by. One that it reaches by nothing but a
 * tie is left out from when the tie is cut.
 */
record Reach(Set<String> users, Set<UUID> subscriptions, Set<String> topics) {

  /** The reach of an audience; null if it asks for no user, or reaches everyone anyway. */
  static @Nullable Reach of(Audience audience) {
    return audience.all() || audience.users().isEmpty()
        ? null
        : new Reach(
            new HashSet<>(audience.users()),
            new HashSet<>(audience.subscriptions()),
            new HashSet<>(audience.topics()));
  }

  /** Whether it reaches a subscription by its tie, if it has one, or by its id. */
  boolean has(UUID subscription, @Nullable String user) {
    return (user != null && users.contains(user)) || subscriptions.contains(subscription);
  }

  /** Whether it reaches subscriptions of one of these topics. */
  boolean hasAny(Set<String> subscribed) {
    return subscribed.stream().anyMatch(topics::contains);
  }

  /** How much it names. */
  int size() {
    return users.size() + subscriptions.size() + topics.size();
  }

  /** Names no user. */
  @Override
  public String toString() {
    return "Reach[size=" + size() + "]";
  }
}
