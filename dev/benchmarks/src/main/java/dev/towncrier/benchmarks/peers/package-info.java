/** The libraries that others would take instead, each used as its documentation says. */
@NullMarked
package dev.towncrier.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
