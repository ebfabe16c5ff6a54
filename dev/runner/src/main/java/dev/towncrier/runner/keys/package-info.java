/**
 * The commands on an application's VAPID keys: {@code keys list}, {@code keys export} and {@code
 * keys import}, on the database of the {@code up} that runs on the data folder, and {@code keys
 * rotate}, over the REST interface. Called by the command line above; the forms of keys are the
 * crypto library's.
 */
@NullMarked
package dev.towncrier.runner.keys;

import org.jspecify.annotations.NullMarked;
