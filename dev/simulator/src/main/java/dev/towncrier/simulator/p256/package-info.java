/**
 * P-256 keys as browsers and application servers write them: base64url scalars and points. The
 * curve's\n * only home; called by message, vapid, subscription and useragent.
 */
@NullMarked
package dev.towncrier.simulator.p256;

import org.jspecify.annotations.NullMarked;
