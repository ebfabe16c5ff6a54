/**
 * Starts the parts of the system in order and stops them in reverse. Called by the commands; what
 * the parts are told is decided in {@code SpringArguments}.
 */
@NullMarked
package dev.towncrier.runner.system;

import org.jspecify.annotations.NullMarked;
