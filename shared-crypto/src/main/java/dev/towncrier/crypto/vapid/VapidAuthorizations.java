package dev.towncrier.crypto.vapid;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reuses one authorization per push service and identity, as push services ask for (Apple wants at
 * least an hour) and as speed demands. An authorization lives 12 hours and is replaced after 11.
 * Thread-safe; reading takes no lock, and signing for one push service never waits for another.
 */
public final class VapidAuthorizations {

  /** How long an authorization is valid; push services allow at most 24 hours. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  /** The age at which an authorization is replaced. */
  public static final Duration RENEWAL_AGE = Duration.ofHours(11);

  /** How many authorizations are kept; beyond it, the one not used for longest goes. */
  public static final int CAPACITY = 1_000;

  private record Key(PushServiceOrigin origin, VapidIdentity identity) {}

  private final VapidSigner signer;
  private final InstantSource clock;
  private final int capacity;
  private final ConcurrentMap<Key, RenewedAuthorization> entries = new ConcurrentHashMap<>();
  private final ReentrantLock eviction = new ReentrantLock();

  /**
   * @param signer makes what is missing
   * @param clock says when to renew
   */
  public VapidAuthorizations(VapidSigner signer, InstantSource clock) {
    this(signer, clock, CAPACITY);
  }

  VapidAuthorizations(VapidSigner signer, InstantSource clock, int capacity) {
    this.signer = signer;
    this.clock = clock;
    this.capacity = capacity;
  }

  /**
   * An authorization with at least an hour left to live, unless just now another thread is renewing
   * it: then the old one may have less, but is still valid.
   *
   * @param origin the push service
   * @param identity who sends
   */
  public VapidAuthorization authorization(PushServiceOrigin origin, VapidIdentity identity) {
    Instant now = clock.instant();
    return entry(new Key(origin, identity), now).at(now);
  }

  private RenewedAuthorization entry(Key key, Instant now) {
    RenewedAuthorization known = entries.get(key);
    if (known != null) {
      return known;
    }
    RenewedAuthorization added =
        new RenewedAuthorization(
            issuedAt -> signer.sign(key.origin(), key.identity(), issuedAt.plus(LIFETIME)), now);
    RenewedAuthorization raced = entries.putIfAbsent(key, added);
    if (raced != null) {
      return raced;
    }
    evictBeyondCapacity(key);
    return added;
  }

  private void evictBeyondCapacity(Key justAdded) {
    if (entries.size() <= capacity) {
      return;
    }
    eviction.lock();
    try {
      while (entries.size() > capacity) {
        entries.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(justAdded))
            .min(Comparator.comparing(entry -> entry.getValue().lastUsed()))
            .map(Map.Entry::getKey)
            .ifPresent(entries::remove);
      }
    } finally {
      eviction.unlock();
    }
  }
}
