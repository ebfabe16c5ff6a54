/**
 * What holds for every answer: headers, and how the server reads paths. Called by the container.
 */
@NullMarked
package dev.towncrier.api.web;

import org.jspecify.annotations.NullMarked;
