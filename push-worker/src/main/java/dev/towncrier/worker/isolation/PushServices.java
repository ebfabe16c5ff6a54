package dev.towncrier.worker.isolation;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What is kept for each push service, by its origin. Anyone can name a host in an endpoint, so
 * those used least lately are forgotten when there are too many.
 *
 * @param <T> what is kept
 */
public final class PushServices<T> {
  static final int MOST = 256;

  private final Map<String, T> services = new LinkedHashMap<>(64, 0.75f, true);
  private final Supplier<T> maker;
  private final Predicate<T> isIdle;

  /**
   * @param maker makes what is kept for one more push service
   * @param isIdle whether it may be forgotten
   */
  public PushServices(Supplier<T> maker, Predicate<T> isIdle) {
    this.maker = maker;
    this.isIdle = isIdle;
  }

  /** What is kept for that push service. */
  public T of(String pushService) {
    T known = services.get(pushService);
    if (known != null) {
      return known;
    }
    if (services.size() >= MOST) {
      forgetOne();
    }
    T made = maker.get();
    services.put(pushService, made);
    return made;
  }

  private void forgetOne() {
    Iterator<T> oldestFirst = services.values().iterator();
    while (oldestFirst.hasNext()) {
      if (isIdle.test(oldestFirst.next())) {
        oldestFirst.remove();
        return;
      }
    }
  }

  /** The same, unless nothing is kept for it. */
  public Optional<T> known(String pushService) {
    return Optional.ofNullable(services.get(pushService));
  }

  /** Of all push services. */
  public Collection<T> all() {
    return services.values();
  }

  /** By origin. */
  public Map<String, T> byOrigin() {
    return services;
  }
}
