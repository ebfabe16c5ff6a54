package dev.towncrier.store;

import java.util.UUID;

/**
 * A subscription as a delivery needs it.
 *
 * @param version as it was read, so that a removal takes only an unchanged row
 */
public record DeliveryTarget(UUID id, PushTarget target, UUID vapidKeyId, int version) {}
