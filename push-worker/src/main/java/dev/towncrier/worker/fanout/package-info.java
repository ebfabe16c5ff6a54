/**
 * Turns a notification into one delivery request per subscription. Fed by Kafka; knows nothing of
 * push services.
 */
@NullMarked
package dev.towncrier.worker.fanout;

import org.jspecify.annotations.NullMarked;
