/**
 * The commands on an application's subscriptions: {@code subscriptions restore}, on the database of
 * the {@code up} that runs on the data folder. Called by the command line above.
 */
@NullMarked
package dev.towncrier.runner.subscriptions;

import org.jspecify.annotations.NullMarked;
