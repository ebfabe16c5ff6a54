package dev.towncrier.store;

import dev.towncrier.crypto.p256.P256PrivateKey;
import dev.towncrier.crypto.vapid.VapidSubject;
import java.util.UUID;

/** An application server key with the subject that its tokens name (RFC 8292). */
public record SigningKey(UUID id, P256PrivateKey privateKey, VapidSubject subject) {}
