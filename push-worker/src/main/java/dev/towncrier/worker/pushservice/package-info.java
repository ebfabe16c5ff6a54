/**
 * Speaks RFC 8030 to push services. Called by delivery; knows neither Kafka nor the store's tables.
 */
@NullMarked
package dev.towncrier.worker.pushservice;

import org.jspecify.annotations.NullMarked;
