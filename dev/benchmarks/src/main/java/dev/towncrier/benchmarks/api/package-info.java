/**
 * Measures what a visitor's request costs the API, beside a bare endpoint and beside the database's
 * own client, all by the same SQL.
 */
@NullMarked
package dev.towncrier.benchmarks.api;

import org.jspecify.annotations.NullMarked;
