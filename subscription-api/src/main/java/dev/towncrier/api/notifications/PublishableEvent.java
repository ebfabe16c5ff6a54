package dev.towncrier.api.notifications;

import dev.towncrier.contract.NotificationRequested;
import java.util.List;

/**
 * An event that keeps the contract, with the very JSON that it was read from.
 *
 * @param warnings what its publisher should know all the same
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record PublishableEvent(NotificationRequested event, byte[] json, List<String> warnings) {}
