/** Measures CPU time, fairly: warmed up, interleaved, by medians. Knows nothing of messages. */
@NullMarked
package dev.towncrier.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
