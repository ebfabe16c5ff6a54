/** Answers and request bodies over Jetty, without blocking. Called by push and control. */
@NullMarked
package dev.towncrier.simulator.http;

import org.jspecify.annotations.NullMarked;
