package dev.towncrier.benchmarks.system;

import java.util.UUID;

/**
 * A stored subscription.
 *
 * @param number of its endpoint, from 0
 * @param pushService its origin
 */
public record Subscriber(int number, UUID id, String pushService) {}
