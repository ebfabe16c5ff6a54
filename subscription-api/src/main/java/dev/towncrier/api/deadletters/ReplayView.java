package dev.towncrier.api.deadletters;

/** The answer to a replay: how many dead letters it takes back. */
record ReplayView(long count) {}
