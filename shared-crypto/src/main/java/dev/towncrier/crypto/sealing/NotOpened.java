package dev.towncrier.crypto.sealing;

/**
 * A sealed value could not be opened. The message names the key and the place, and holds no part of
 * the value.
 */
public abstract sealed class NotOpened extends RuntimeException permits SealBroken, UnknownKey {

  private final KeyId keyId;

  NotOpened(KeyId keyId, String message) {
    super(message);
    this.keyId = keyId;
  }

  /** The key that the value says it is sealed under. */
  public final KeyId keyId() {
    return keyId;
  }
}
