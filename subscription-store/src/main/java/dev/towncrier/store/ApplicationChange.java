package dev.towncrier.store;

import dev.towncrier.crypto.vapid.VapidSubject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become otherwise of an application; members as in {@link Application}, null keeps what
 * is there.
 *
 * @param topics all that it is to have, in their order; those that it has no more are removed
 */
public record ApplicationChange(
    @Nullable String name,
    @Nullable List<String> allowedOrigins,
    @Nullable List<Application.Topic> topics,
    @Nullable VapidSubject vapidSubject,
    @Nullable String navigate,
    @Nullable Boolean receipts) {}
