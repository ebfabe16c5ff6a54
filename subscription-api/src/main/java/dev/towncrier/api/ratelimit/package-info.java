/**
 * Keeps one address, and one application's visitors, from taking all of the server. Called by the
 * container, before everything that reads the database.
 */
@NullMarked
package dev.towncrier.api.ratelimit;

import org.jspecify.annotations.NullMarked;
