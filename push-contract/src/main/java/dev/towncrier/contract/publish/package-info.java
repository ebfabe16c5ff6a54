/** Publishes notification events to Kafka: what a service calls. */
@NullMarked
package dev.towncrier.contract.publish;

import org.jspecify.annotations.NullMarked;
