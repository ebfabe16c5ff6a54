/** Signing in to the console with an API key. Called by the console's pages over HTTP only. */
@NullMarked
package dev.towncrier.api.console;

import org.jspecify.annotations.NullMarked;
