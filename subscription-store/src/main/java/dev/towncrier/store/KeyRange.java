package dev.towncrier.store;

import java.util.UUID;

/**
 * Some of an application's subscriptions.
 *
 * @param pushService origin
 * @param after lies before the first
 * @param upTo the last one, or behind it
 */
public record KeyRange(String pushService, UUID after, UUID upTo) {
  /** Before every id. */
  static final UUID FIRST = new UUID(0, 0);

  /** Behind every id, in the order of unsigned numbers that Postgres has. */
  static final UUID LAST = new UUID(-1, -1);
}
