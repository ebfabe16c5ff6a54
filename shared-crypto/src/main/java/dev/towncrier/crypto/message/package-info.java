/**
 * Message encryption for Web Push, RFC 8291. Called by whoever sends push messages, or takes a
 * subscription's secrets in; knows nothing of HTTP.
 */
@NullMarked
package dev.towncrier.crypto.message;

import org.jspecify.annotations.NullMarked;
