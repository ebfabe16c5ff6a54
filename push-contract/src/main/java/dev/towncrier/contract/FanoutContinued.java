package dev.towncrier.contract;

import java.util.UUID;

/**
 * A fan-out goes on after a slice. Internal: no contract with others.
 *
 * @param after the last subscription that was read
 * @param emitted deliveries requested so far
 */
public record FanoutContinued(
    String application, String notificationId, UUID after, long emitted) {}
