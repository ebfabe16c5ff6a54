package dev.towncrier.store;

import java.util.UUID;

/** A subscription that is to get a notification. */
public record AudienceMember(UUID subscriptionId, String pushService, UUID vapidKeyId) {}
