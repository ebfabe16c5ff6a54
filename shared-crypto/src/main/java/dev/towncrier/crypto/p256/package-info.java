/**
 * Keys of the curve P-256 and the arithmetic on them, behind {@link
 * dev.towncrier.crypto.p256.P256}, so that a faster implementation can take the place of another.
 * This is the only package that names BouncyCastle or the Corretto provider. Called by {@code
 * message} and {@code vapid}, and by whoever stores keys; calls nothing but the errors and the
 * random bytes above it.
 */
@NullMarked
package dev.towncrier.crypto.p256;

import org.jspecify.annotations.NullMarked;
