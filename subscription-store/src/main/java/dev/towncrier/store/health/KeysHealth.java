package dev.towncrier.store.health;

import dev.towncrier.crypto.sealing.KeyId;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.KeysInUse;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while this process has every key-encryption key that a stored secret is sealed under. */
final class KeysHealth extends AbstractHealthIndicator {
  private final KeysInUse inUse;
  private final Sealer sealer;

  KeysHealth(KeysInUse inUse, Sealer sealer) {
    super("Can't tell which key-encryption keys the database needs");
    this.inUse = inUse;
    this.sealer = sealer;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Set<KeyId> missing = new LinkedHashSet<>(inUse.find());
    missing.removeAll(sealer.keys().ids());
    if (missing.isEmpty()) {
      health.up();
    } else {
      health.down().withDetail("missing", missing.toString());
    }
  }
}
