/**
 * Which application a request is about, and what its visitors need to know of it. Called by access
 * and by the resources under an application.
 */
@NullMarked
package dev.towncrier.api.applications;

import org.jspecify.annotations.NullMarked;
