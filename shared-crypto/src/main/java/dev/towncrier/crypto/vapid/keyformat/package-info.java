/**
 * Application server key pairs as text, to be backed up or moved between senders: PEM (RFC 7468) of
 * PKCS #8 (RFC 5958) and of SEC 1 (RFC 5915), the pair in base64url that npm's web-push prints, and
 * JWK (RFC 7517). Called by whoever imports or exports keys; calls {@code p256} only.
 */
@NullMarked
package dev.towncrier.crypto.vapid.keyformat;

import org.jspecify.annotations.NullMarked;
