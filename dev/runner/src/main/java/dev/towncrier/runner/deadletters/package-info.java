/**
 * The commands on dead letters: {@code dead-letters list}, {@code show}, {@code replay} and {@code
 * drop}, over the REST interface. Called by the command line above.
 */
@NullMarked
package dev.towncrier.runner.deadletters;

import org.jspecify.annotations.NullMarked;
