package dev.towncrier.benchmarks.measure;

/** A contender with one payload length, in bytes: what is measured in a turn. */
public record Turn(Contender contender, int payloadLength) {}
