/**
 * Web Push cryptography, free of any framework. Here: what all its parts share, namely the errors
 * for unusable input, the source of random bytes and the pool of tools. The parts are {@code p256}
 * (keys and curve arithmetic), {@code contentcoding} (RFC 8188), {@code message} (RFC 8291), {@code
 * vapid} (RFC 8292), {@code sealing} (secrets at rest) and {@code backend} (which library does it).
 * Any module may call them; they call nothing of ours.
 */
@NullMarked
package dev.towncrier.crypto;

import org.jspecify.annotations.NullMarked;
