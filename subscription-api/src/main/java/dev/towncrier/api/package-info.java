/**
 * The REST interface, a package per resource. Called by whoever starts it, which is {@link
 * dev.towncrier.api.ApiApplication}'s only purpose; nothing else here is public to other modules.
 */
@NullMarked
package dev.towncrier.api;

import org.jspecify.annotations.NullMarked;
