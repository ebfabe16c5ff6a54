/**
 * Measures fan-out: its CPU time a delivery by the size of the audience, what kills do to it, and
 * what a large audience does to a single message.
 */
@NullMarked
package dev.towncrier.benchmarks.fanout;

import org.jspecify.annotations.NullMarked;
