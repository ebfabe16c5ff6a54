package dev.towncrier.store;

/** How many deliveries a notification's fan-out has ended with. */
public record FannedOut(String application, String id, long size) {}
