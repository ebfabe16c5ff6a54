/**
 * The commands on a notification: {@code notification show}, {@code cancel}, {@code pause} and
 * {@code resume}, over the REST interface. Called by the command line above.
 */
@NullMarked
package dev.towncrier.runner.notification;

import org.jspecify.annotations.NullMarked;
