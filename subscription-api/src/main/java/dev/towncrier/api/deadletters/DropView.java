package dev.towncrier.api.deadletters;

/** The answer to a drop: how many dead letters are gone. */
record DropView(long count) {}
