/**
 * Receives push messages (RFC 8291): the keys of a subscription and decryption with them. Called by
 * subscription and push.
 */
@NullMarked
package dev.towncrier.simulator.message;

import org.jspecify.annotations.NullMarked;
