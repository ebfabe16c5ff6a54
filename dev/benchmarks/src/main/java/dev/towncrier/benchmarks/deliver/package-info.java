/**
 * {@code bench deliver}: the whole path of a message, from Kafka to the push service and its
 * outcome in Kafka, beside the limit, the peers and a bare echo.
 */
@NullMarked
package dev.towncrier.benchmarks.deliver;

import org.jspecify.annotations.NullMarked;
