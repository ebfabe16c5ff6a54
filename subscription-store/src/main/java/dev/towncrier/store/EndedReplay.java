package dev.towncrier.store;

/**
 * A replayed delivery that ended otherwise than as a dead letter.
 *
 * @param replay its number, from 1
 */
public record EndedReplay(String application, String deliveryId, int replay) {}
