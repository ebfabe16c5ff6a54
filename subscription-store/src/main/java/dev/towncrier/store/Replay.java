package dev.towncrier.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that were taken to be delivered again, together.
 *
 * @param perSecond deliveries a second, from 1; null for as fast as it goes
 * @param size how many were taken
 */
public record Replay(UUID id, String application, @Nullable Integer perSecond, long size) {}
