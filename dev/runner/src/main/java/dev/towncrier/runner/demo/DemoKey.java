package dev.towncrier.runner.demo;

import dev.towncrier.store.ApiKey;
import dev.towncrier.store.ApiKeys;
import dev.towncrier.store.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API key by which a visitor of the demo site sends and watches. There is one at a time. */
final class DemoKey {
  static final String NAME = "Demo site";

  private static final Duration LIFE = Duration.ofDays(1);

  /** A page may stay open that long, at least. */
  private static final Duration LEFT = Duration.ofHours(12);

  private final ApiKeys keys;
  private final InstantSource clock;
  private final String application;
  private @Nullable String value;
  private Instant until = Instant.MIN;

  DemoKey(ApiKeys keys, InstantSource clock, String application) {
    this.keys = keys;
    this.clock = clock;
    this.application = application;
  }

  /** It, which opens the demo application for half a day at least. */
  synchronized String reveal() {
    Instant now = clock.instant();
    if (value == null || now.plus(LEFT).isAfter(until)) {
      keys.of(application).stream()
          .filter(key -> key.name().equals(NAME))
          .map(ApiKey::id)
          .forEach(id -> keys.revoke(application, id));
      until = now.plus(LIFE);
      value =
          keys.make(application, NAME, Set.of(Scope.PUBLISH, Scope.READ), until).token().value();
    }
    return value;
  }
}
