/** Browsers' subscriptions, as their visitors make, change and end them. Called over HTTP only. */
@NullMarked
package dev.towncrier.api.subscriptions;

import org.jspecify.annotations.NullMarked;
