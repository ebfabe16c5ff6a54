/** Verifies application-server identity (RFC 8292). Called by push; knows no subscription. */
@NullMarked
package dev.towncrier.simulator.vapid;

import org.jspecify.annotations.NullMarked;
