/**
 * Voluntary application server identification, RFC 8292: who sends, and how a push service can
 * tell. Called by whoever sends push messages or keeps VAPID keys; knows nothing of HTTP beyond the
 * value of one header.
 */
@NullMarked
package dev.towncrier.crypto.vapid;

import org.jspecify.annotations.NullMarked;
