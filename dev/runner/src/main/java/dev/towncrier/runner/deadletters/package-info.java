/**
 * The commands on dead letters: {@code dead-letters list} and {@code dead-letters replay}, over the
 * REST interface of the {@code up} that runs on the data folder. Called by the command line above.
 */
@NullMarked
package dev.towncrier.runner.deadletters;

import org.jspecify.annotations.NullMarked;
