/** {@code bench encrypt}: our whole message beside the limit and the peers. */
@NullMarked
package dev.towncrier.benchmarks.encrypt;

import org.jspecify.annotations.NullMarked;
