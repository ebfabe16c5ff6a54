/**
 * A bare endpoint: Spring and the SQL of a visitor's requests, and nothing else of the API. Called
 * by what measures the API beside it.
 */
@NullMarked
package dev.towncrier.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
