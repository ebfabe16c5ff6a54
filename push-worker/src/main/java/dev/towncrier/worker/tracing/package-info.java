/**
 * From the producer's trace to one of each delivery, through Kafka's headers (OpenTelemetry). Knows
 * no other part of the worker.
 */
@NullMarked
package dev.towncrier.worker.tracing;

import org.jspecify.annotations.NullMarked;
