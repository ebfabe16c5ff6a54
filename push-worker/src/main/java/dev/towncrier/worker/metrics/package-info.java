/** Where a worker's metrics are read. Knows no other part of the worker. */
@NullMarked
package dev.towncrier.worker.metrics;

import org.jspecify.annotations.NullMarked;
