package dev.towncrier.store.keyencryption;

/** The settings lead to no usable keys. The message is one line and holds no key. */
public final class NoKeyEncryptionKeys extends RuntimeException {

  NoKeyEncryptionKeys(String line) {
    super(line);
  }
}
