package dev.towncrier.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as a delivery needs it.
 *
 * @param target to be opened where it is used, so that one that does not open holds up no other
 * @param version as it was read, so that a removal takes only an unchanged row
 */
public record DeliveryTarget(UUID id, SealedTarget target, UUID vapidKeyId, int version) {

  /** Whether nothing was changed between the two readings. */
  public boolean isSameVersionAs(@Nullable DeliveryTarget other) {
    return other != null && id.equals(other.id) && version == other.version;
  }
}
