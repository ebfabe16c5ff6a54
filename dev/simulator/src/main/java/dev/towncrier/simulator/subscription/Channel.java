package dev.towncrier.simulator.subscription;

/**
 * Where the browser of a subscription listens.
 *
 * @param userAgent the id that the browser was given (uaid)
 * @param id the id that the browser gave its subscription (channelID)
 */
public record Channel(String userAgent, String id) {}
