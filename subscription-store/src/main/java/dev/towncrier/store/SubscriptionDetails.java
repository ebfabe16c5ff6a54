package dev.towncrier.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a visitor may set beside the browser's keys; null keeps what is there. */
public record SubscriptionDetails(
    @Nullable List<String> topics,
    @Nullable Map<String, Object> tags,
    @Nullable String locale,
    @Nullable String timeZone) {}
