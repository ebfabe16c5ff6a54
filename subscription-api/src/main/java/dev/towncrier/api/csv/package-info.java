/** Comma-separated values, as answers have them. */
@NullMarked
package dev.towncrier.api.csv;

import org.jspecify.annotations.NullMarked;
