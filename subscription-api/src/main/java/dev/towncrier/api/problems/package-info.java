/**
 * Errors as RFC 9457 problem details, whoever found them. Called by every other package here; knows
 * none of them.
 */
@NullMarked
package dev.towncrier.api.problems;

import org.jspecify.annotations.NullMarked;
