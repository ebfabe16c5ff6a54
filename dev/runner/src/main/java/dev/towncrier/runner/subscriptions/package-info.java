/**
 * The commands on an application's subscriptions: {@code subscriptions restore}, on the database of
 * the {@code up} that runs on the data folder, and {@code import}, {@code export} and {@code
 * count}, over the REST interface. Called by the command line above.
 */
@NullMarked
package dev.towncrier.runner.subscriptions;

import org.jspecify.annotations.NullMarked;
