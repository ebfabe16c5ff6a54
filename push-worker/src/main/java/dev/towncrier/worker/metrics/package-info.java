/** Where a worker's metrics and health are read. Knows no other part of the worker but health. */
@NullMarked
package dev.towncrier.worker.metrics;

import org.jspecify.annotations.NullMarked;
