/**
 * Answers, good and faulty, and request bodies over Jetty, without blocking. Called by push, sink
 * and control.
 */
@NullMarked
package dev.towncrier.simulator.http;

import org.jspecify.annotations.NullMarked;
