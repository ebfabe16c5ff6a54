/**
 * A push service that takes everything and does nothing, as cheaply as can be, and a process for
 * it. Towncrier and its peers send to the same one.
 */
@NullMarked
package dev.towncrier.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
