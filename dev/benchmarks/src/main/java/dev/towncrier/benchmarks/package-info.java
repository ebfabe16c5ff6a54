/** The benchmarks by their names. Nothing calls it but the command line. */
@NullMarked
package dev.towncrier.benchmarks;

import org.jspecify.annotations.NullMarked;
