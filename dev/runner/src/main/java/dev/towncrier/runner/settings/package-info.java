/**
 * What a run is told and what it keeps: environment variables, the data folder and the files in it.
 * Called by the commands and by the system; starts nothing itself.
 */
@NullMarked
package dev.towncrier.runner.settings;

import org.jspecify.annotations.NullMarked;
