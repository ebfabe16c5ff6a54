package dev.towncrier.api.notifications;

import dev.towncrier.contract.NotificationRequested;

/** An event that keeps the contract, with the very JSON that it was read from. */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record PublishableEvent(NotificationRequested event, byte[] json) {}
