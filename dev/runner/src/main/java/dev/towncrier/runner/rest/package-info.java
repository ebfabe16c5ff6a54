/**
 * How commands speak to the REST interface of the system on this machine. Called by the commands;
 * knows none of them.
 */
@NullMarked
package dev.towncrier.runner.rest;

import org.jspecify.annotations.NullMarked;
