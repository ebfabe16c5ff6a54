/** Events at a steady rate, and how long they took to arrive. Used by benchmarks of the system. */
@NullMarked
package dev.towncrier.benchmarks.load;

import org.jspecify.annotations.NullMarked;
