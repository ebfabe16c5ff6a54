package dev.towncrier.store;

import dev.towncrier.contract.DeliveryRequested;

/**
 * A dead letter's delivery as it is to be made again.
 *
 * @param id its place in the replay, from 1
 */
public record ReplayedLetter(long id, DeliveryRequested delivery) {}
