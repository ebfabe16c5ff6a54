/**
 * Publishes notification events to Kafka: what a service calls, and the only package of the
 * contract that knows Kafka clients.
 */
@NullMarked
package dev.towncrier.contract.publish;

import org.jspecify.annotations.NullMarked;
