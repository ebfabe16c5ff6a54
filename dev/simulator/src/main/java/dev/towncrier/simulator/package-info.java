/**
 * A scriptable RFC 8030 push service that real browsers can subscribe to, for tests and local runs.
 * It shares no code with the rest of the system, so that a mistake there cannot hide here. Embedded
 * by the runner and by tests; production never depends on it.
 */
@NullMarked
package dev.towncrier.simulator;

import org.jspecify.annotations.NullMarked;
