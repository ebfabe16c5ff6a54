/**
 * Keeps the index of dead letters, and takes them back: a replay becomes delivery requests. Fed by
 * Kafka; knows nothing of push services.
 */
@NullMarked
package dev.towncrier.worker.deadletter;

import org.jspecify.annotations.NullMarked;
