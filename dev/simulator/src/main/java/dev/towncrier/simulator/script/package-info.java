/**
 * Answers told in advance, for one subscription or for all. Written by control and tests, read by
 * push.
 */
@NullMarked
package dev.towncrier.simulator.script;

import org.jspecify.annotations.NullMarked;
