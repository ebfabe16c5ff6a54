/**
 * Work in steps, each a record on Kafka that leads to the next. Knows nothing of what is done in
 * them.
 */
@NullMarked
package dev.towncrier.worker.steps;

import org.jspecify.annotations.NullMarked;
