/** Decides what a push service's answer leads to, performs it and counts it. Called by delivery. */
@NullMarked
package dev.towncrier.worker.outcome;

import org.jspecify.annotations.NullMarked;
