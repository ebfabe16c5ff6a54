/**
 * Answers told in advance, for one subscription, a host or all, and those that push services are
 * known to give. Written by control and tests, read by push.
 */
@NullMarked
package dev.towncrier.simulator.script;

import org.jspecify.annotations.NullMarked;
