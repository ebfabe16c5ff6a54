/**
 * The simulator's certificate authority and its certificate for loopback. Called by the simulator.
 */
@NullMarked
package dev.towncrier.simulator.tls;

import org.jspecify.annotations.NullMarked;
