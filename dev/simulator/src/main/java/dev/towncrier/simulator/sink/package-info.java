/**
 * A push service that takes everything and keeps little of it: for load. Called by control and by
 * whoever mounts it.
 */
@NullMarked
package dev.towncrier.simulator.sink;

import org.jspecify.annotations.NullMarked;
