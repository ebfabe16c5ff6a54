/** Applications and their topics, as operators make and change them. Called over HTTP only. */
@NullMarked
package dev.towncrier.api.administration;

import org.jspecify.annotations.NullMarked;
