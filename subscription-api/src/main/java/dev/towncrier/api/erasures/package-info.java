/** Forgets people at their site's word, and lists that it was done. Called over REST. */
@NullMarked
package dev.towncrier.api.erasures;

import org.jspecify.annotations.NullMarked;
