/** What one POST costs a client of HTTP/2, ours beside others. Called by the command line. */
@NullMarked
package dev.towncrier.benchmarks.http;

import org.jspecify.annotations.NullMarked;
