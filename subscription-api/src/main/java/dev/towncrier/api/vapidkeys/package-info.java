/**
 * VAPID keys: operators list, make, import, rotate and retire them. Called over REST; stores
 * through the store. No private key leaves here.
 */
@NullMarked
package dev.towncrier.api.vapidkeys;

import org.jspecify.annotations.NullMarked;
