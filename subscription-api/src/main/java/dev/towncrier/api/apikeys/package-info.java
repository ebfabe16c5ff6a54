/** API keys: operators make, list and revoke them. Called over REST; stores through the store. */
@NullMarked
package dev.towncrier.api.apikeys;

import org.jspecify.annotations.NullMarked;
