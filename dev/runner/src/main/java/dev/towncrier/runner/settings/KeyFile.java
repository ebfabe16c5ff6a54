package dev.towncrier.runner.settings;

import dev.towncrier.crypto.InvalidKeyEncryptionKeys;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of key-encryption keys, one a line, the current one first.
 *
 * @param path absolute
 */
public record KeyFile(Path path) {

  /** Makes the path absolute. */
  public KeyFile {
    path = path.toAbsolutePath().normalize();
  }

  /** Tells whether the file is there. */
  public boolean exists() {
    return Files.exists(path);
  }

  /**
   * Reads the keys.
   *
   * @throws CommandFailure if they can't be read, or one is no key
   */
  public KeyEncryptionKeys read() {
    try {
      return KeyEncryptionKeys.parse(Files.readString(path));
    } catch (IOException e) {
      throw new CommandFailure("Can't read the key-encryption keys of " + path + ": " + e, e);
    } catch (InvalidKeyEncryptionKeys e) {
      throw new CommandFailure(e.getMessage() + " of " + path);
    }
  }

  /** Makes a key and keeps it, readable by its owner only. */
  public KeyEncryptionKeys make() {
    KeyEncryptionKey key = KeyEncryptionKey.random();
    try {
      OwnerOnly.write(path, key.text() + "\n");
    } catch (IOException e) {
      throw new CommandFailure("Can't write " + path + ": " + e.getMessage(), e);
    }
    return KeyEncryptionKeys.of(key);
  }
}
