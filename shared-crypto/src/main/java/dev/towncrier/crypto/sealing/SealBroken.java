package dev.towncrier.crypto.sealing;

/** It was changed since it was sealed, or it was sealed for another place. */
public final class SealBroken extends NotOpened {

  SealBroken(KeyId keyId, Place place) {
    super(
        keyId,
        "The "
            + place
            + " does not open with the key-encryption key "
            + keyId
            + ": it was changed, or moved from another place");
  }
}
