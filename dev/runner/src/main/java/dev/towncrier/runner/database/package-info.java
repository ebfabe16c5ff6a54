/**
 * The database of the {@code up} that runs on the data folder, for commands that work on it. Called
 * by those commands.
 */
@NullMarked
package dev.towncrier.runner.database;

import org.jspecify.annotations.NullMarked;
