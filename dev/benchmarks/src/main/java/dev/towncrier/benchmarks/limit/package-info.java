/**
 * The curve and cipher work of a message and nothing else, done by the fastest libraries directly:
 * what no implementation that uses them can beat.
 */
@NullMarked
package dev.towncrier.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
