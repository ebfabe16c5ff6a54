/**
 * Web Push cryptography, free of any framework. Here: what all its parts share, namely the errors
 * for unusable input and the source of random bytes. The parts are {@code p256} (keys and curve
 * arithmetic), {@code contentcoding} (RFC 8188), {@code message} (RFC 8291) and {@code vapid} (RFC
 * 8292). Any module may call them; they call nothing of ours.
 */
@NullMarked
package dev.towncrier.crypto;

import org.jspecify.annotations.NullMarked;
