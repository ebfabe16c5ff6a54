package dev.towncrier.store.keyencryption;

import dev.towncrier.crypto.InvalidKeyEncryptionKeys;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The key-encryption keys, by one of two ways. Bound by hand and no bean, so that nothing lists
 * what they are.
 *
 * @param keys the keys themselves, in the place of a file; secret
 * @param file a file with the key-encryption keys, one a line in base64url, the current one first.
 *     Without it or the keys themselves the programs refuse to start
 */
@ConfigurationProperties(KeyEncryptionSettings.PREFIX)
record KeyEncryptionSettings(@Nullable String keys, @Nullable Path file) {

  static final String PREFIX = "towncrier.key-encryption";

  private static final String KEYS =
      "towncrier.key-encryption.keys (TOWNCRIER_KEY_ENCRYPTION_KEYS)";
  private static final String FILE =
      "towncrier.key-encryption.file (TOWNCRIER_KEY_ENCRYPTION_FILE)";

  /** Empty ones count as unset. */
  KeyEncryptionSettings {
    keys = keys == null || keys.isBlank() ? null : keys;
    file = file == null || file.toString().isBlank() ? null : file;
  }

  /**
   * The keys that the settings lead to.
   *
   * @throws NoKeyEncryptionKeys saying in one line what to do, if they lead to none
   */
  KeyEncryptionKeys ring() {
    if (keys != null && file != null) {
      throw new NoKeyEncryptionKeys("Both " + KEYS + " and " + FILE + " are set; unset one");
    }
    if (keys != null) {
      return parse(keys, KEYS);
    }
    if (file != null) {
      return parse(read(file), file + ", " + FILE);
    }
    throw new NoKeyEncryptionKeys(
        "There is no key-encryption key, without which no secret can be stored. Make one that lasts"
            + " with \"(umask 077; openssl rand -base64 32 > key-encryption.key)\", keep a copy away"
            + " from the database, and set "
            + FILE
            + " to that file or "
            + KEYS
            + " to what is in it");
  }

  private static KeyEncryptionKeys parse(String text, String source) {
    try {
      return KeyEncryptionKeys.parse(text);
    } catch (InvalidKeyEncryptionKeys e) {
      throw new NoKeyEncryptionKeys(e.getMessage() + " of " + source);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new NoKeyEncryptionKeys("Can't read " + file + ", " + FILE + ": " + e);
    }
  }

  @Override
  public String toString() {
    return "KeyEncryptionSettings[redacted]";
  }
}
