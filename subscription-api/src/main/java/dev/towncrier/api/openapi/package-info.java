/**
 * How the interface describes itself at /v3/api-docs. Called by springdoc; knows the resources'
 * annotations, not the resources.
 */
@NullMarked
package dev.towncrier.api.openapi;

import org.jspecify.annotations.NullMarked;
