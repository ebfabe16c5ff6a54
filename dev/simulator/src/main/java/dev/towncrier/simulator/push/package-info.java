/**
 * The push resource (RFC 8030): judges a request, delivers it, records it and answers. Mounted by
 * the simulator.
 */
@NullMarked
package dev.towncrier.simulator.push;

import org.jspecify.annotations.NullMarked;
