/**
 * The {@code aes128gcm} content coding of RFC 8188, as far as Web Push uses it: one record. Called
 * by {@code message}; knows nothing of push and nothing of curves.
 */
@NullMarked
package dev.towncrier.crypto.contentcoding;

import org.jspecify.annotations.NullMarked;
