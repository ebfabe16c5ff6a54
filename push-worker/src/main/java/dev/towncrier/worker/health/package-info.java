/**
 * Whether a worker lives, has started, and can work: the same pages as the API's actuator has, but
 * without a web framework. Called by the server that also shows metrics.
 */
@NullMarked
package dev.towncrier.worker.health;

import org.jspecify.annotations.NullMarked;
