/**
 * How commands speak to a REST interface, and print for programs. Called by the commands; knows
 * none of them.
 */
@NullMarked
package dev.towncrier.runner.rest;

import org.jspecify.annotations.NullMarked;
