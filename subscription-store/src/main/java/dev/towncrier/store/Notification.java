package dev.towncrier.store;

import dev.towncrier.contract.Audience;
import dev.towncrier.contract.Urgency;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notification that was taken.
 *
 * @param acceptedAt by Postgres' clock; the audience is the subscriptions that existed then
 * @param deadline no attempt starts after it
 */
public record Notification(
    String application,
    String id,
    Audience audience,
    ObjectNode content,
    @Nullable Integer appBadge,
    Duration ttl,
    Urgency urgency,
    @Nullable String collapseKey,
    Instant acceptedAt,
    Instant deadline) {}
