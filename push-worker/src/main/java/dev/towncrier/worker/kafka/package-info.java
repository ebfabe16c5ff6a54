/**
 * How this worker's Kafka clients are set up. Called by whatever reads or writes topics; knows
 * nothing of what stands in them.
 */
@NullMarked
package dev.towncrier.worker.kafka;

import org.jspecify.annotations.NullMarked;
