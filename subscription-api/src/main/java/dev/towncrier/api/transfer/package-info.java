/**
 * Subscriptions by the thousand: operators bring in those of another sender, and take theirs along.
 * Called over REST; reads and stores through the store, a bounded part at a time.
 */
@NullMarked
package dev.towncrier.api.transfer;

import org.jspecify.annotations.NullMarked;
