/** {@code bench parts}: the steps of a message one by one, by JMH. */
@NullMarked
package dev.towncrier.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
