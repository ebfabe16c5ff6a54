package dev.towncrier.store;

/** How many are in the audience of a notification whose fan-out has ended. */
record FannedOut(String application, String id, long size) {}
