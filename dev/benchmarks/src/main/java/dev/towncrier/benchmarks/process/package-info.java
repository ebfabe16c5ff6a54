/** Starts what is measured as processes of their own. Knows nothing of messages. */
@NullMarked
package dev.towncrier.benchmarks.process;

import org.jspecify.annotations.NullMarked;
