/**
 * Endpoints that tests try: every way to write a hostile one that we know of, and those that push
 * services make. Called by tests; knows no other module.
 */
@NullMarked
package dev.towncrier.infrastructure.endpoints;

import org.jspecify.annotations.NullMarked;
