/**
 * What holds for every request: headers, how the server reads paths, and how long a request may
 * take to come in. Called by the container.
 */
@NullMarked
package dev.towncrier.api.web;

import org.jspecify.annotations.NullMarked;
