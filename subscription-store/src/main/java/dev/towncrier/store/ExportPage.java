package dev.towncrier.store;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some of an application's subscriptions.
 *
 * @param unreadable ids of those that were tampered with in the database and do not open
 * @param next where the next page begins; null if there is none
 */
public record ExportPage(
    List<ExportedSubscription> subscriptions, List<UUID> unreadable, @Nullable Place next) {

  /** Behind a subscription, in the order of push services and then of ids. */
  public record Place(String pushService, UUID id) {}
}
