package dev.towncrier.crypto;

/**
 * A value that this library can't work with. Every subtype says in its message what was expected
 * and, unless the value is secret, what came instead; no message ever holds a secret. They all mean
 * that the caller's input is at fault, so trying again with the same input is pointless.
 */
public abstract sealed class InvalidCryptoInput extends IllegalArgumentException
    permits InvalidAuthSecret,
        InvalidKeyFile,
        InvalidKeyEncryptionKeys,
        InvalidPrivateKey,
        InvalidPublicKey,
        InvalidPushServiceOrigin,
        InvalidSealedValue,
        InvalidVapidSubject,
        PayloadTooLarge {

  InvalidCryptoInput(String message) {
    super(message);
  }
}
