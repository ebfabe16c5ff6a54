/**
 * Who a visitor is, by the site's word: the keys that its userTokens are verified with, and the
 * verifying. Called over REST and by subscriptions; stores through the store.
 */
@NullMarked
package dev.towncrier.api.users;

import org.jspecify.annotations.NullMarked;
