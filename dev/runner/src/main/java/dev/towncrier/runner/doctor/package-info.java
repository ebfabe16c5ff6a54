/**
 * The command {@code doctor}: looks an installation over, from outside of its processes and without
 * changing anything, and says what is wrong and what to do. Called by the command line above.
 */
@NullMarked
package dev.towncrier.runner.doctor;

import org.jspecify.annotations.NullMarked;
