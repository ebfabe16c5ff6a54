/** Measures what the API's other callers feel while one address floods it. */
@NullMarked
package dev.towncrier.benchmarks.flood;

import org.jspecify.annotations.NullMarked;
