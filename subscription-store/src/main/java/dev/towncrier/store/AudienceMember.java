package dev.towncrier.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that is to get a notification.
 *
 * @param browser label of its {@link Browser}; null if not known
 */
public record AudienceMember(
    UUID subscriptionId, String pushService, UUID vapidKeyId, @Nullable String browser) {}
