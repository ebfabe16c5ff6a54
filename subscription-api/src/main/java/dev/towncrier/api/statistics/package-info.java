/** An application's figures. Called over HTTP only. */
@NullMarked
package dev.towncrier.api.statistics;

import org.jspecify.annotations.NullMarked;
