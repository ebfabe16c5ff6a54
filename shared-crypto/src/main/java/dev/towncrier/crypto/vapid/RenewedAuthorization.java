package dev.towncrier.crypto.vapid;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One authorization, made at first use and replaced when it gets old, by one thread at a time. */
final class RenewedAuthorization {

  private record Issued(VapidAuthorization authorization, Instant at) {

    /** False, too, when the clock was set back so far that the expiry would look too distant. */
    boolean isYoungerThan(Duration age, Instant now) {
      return now.isBefore(at.plus(age)) && now.isAfter(at.minus(VapidAuthorizations.RENEWAL_AGE));
    }
  }

  private final Function<Instant, VapidAuthorization> issue;
  private final ReentrantLock issuing = new ReentrantLock();
  private volatile @Nullable Issued issued;
  private volatile Instant lastUsed;

  /**
   * @param issue makes an authorization that is valid from the given time on
   * @param now counts as the first use
   */
  RenewedAuthorization(Function<Instant, VapidAuthorization> issue, Instant now) {
    this.issue = issue;
    this.lastUsed = now;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  VapidAuthorization at(Instant now) {
    lastUsed = now;
    Issued current = issued;
    if (current != null && current.isYoungerThan(VapidAuthorizations.RENEWAL_AGE, now)) {
      return current.authorization();
    }
    if (current != null && current.isYoungerThan(VapidAuthorizations.LIFETIME, now)) {
      // Still valid: while another thread renews it, it will do.
      if (!issuing.tryLock()) {
        return current.authorization();
      }
    } else {
      issuing.lock();
    }
    try {
      return renewed(now);
    } finally {
      issuing.unlock();
    }
  }

  private VapidAuthorization renewed(Instant now) {
    Issued current = issued;
    if (current == null || !current.isYoungerThan(VapidAuthorizations.RENEWAL_AGE, now)) {
      current = new Issued(issue.apply(now), now);
      issued = current;
    }
    return current.authorization();
  }
}
