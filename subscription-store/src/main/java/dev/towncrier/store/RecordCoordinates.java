package dev.towncrier.store;

/** Where a record stands in Kafka; the same coordinates again mean a replay. */
public record RecordCoordinates(String topic, int partition, long offset) {}
