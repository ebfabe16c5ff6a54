package dev.towncrier.crypto.sealing;

import java.util.Set;

/** It is sealed under a key that is not among ours: the keys have to be completed. */
public final class UnknownKey extends NotOpened {

  UnknownKey(KeyId keyId, Place place, Set<KeyId> known) {
    super(
        keyId,
        "The "
            + place
            + " is sealed under the key-encryption key "
            + keyId
            + ", which is not among those given: "
            + known);
  }
}
