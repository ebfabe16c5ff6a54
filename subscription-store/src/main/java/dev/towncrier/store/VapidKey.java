package dev.towncrier.store;

import dev.towncrier.crypto.p256.P256PublicKey;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The public side of one of an application's VAPID keys.
 *
 * @param createdAt when it was stored here, whenever it was made
 * @param retiredAt when its private key was destroyed; null if it is there
 * @param subscriptions how many are bound to it
 */
public record VapidKey(
    UUID id,
    P256PublicKey publicKey,
    Instant createdAt,
    State state,
    @Nullable Instant retiredAt,
    long subscriptions) {

  /** What a key is for. All but a retired one sign for the subscriptions bound to them. */
  public enum State {
    /** It never was current. Who names it can subscribe with it. */
    SPARE,
    /** New subscriptions are made with it. One key of an application is, always. */
    CURRENT,
    /** It was current. It retires by itself once nothing is bound to it. */
    FORMER,
    /** It takes no new subscriptions, and retires by itself once nothing is bound to it. */
    RETIRING,
    /** Its private key is destroyed. */
    RETIRED;

    /** As SQL and JSON have it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether new subscriptions are made with it. */
  public boolean current() {
    return state == State.CURRENT;
  }
}
