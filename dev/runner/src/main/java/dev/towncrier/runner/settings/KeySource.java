package dev.towncrier.runner.settings;

import dev.towncrier.crypto.InvalidKeyEncryptionKeys;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import java.nio.file.Path;
import java.util.Optional;

/** Where the key-encryption keys of a run come from. */
public sealed interface KeySource {

  /** The variable that holds the keys themselves. */
  String KEYS_VARIABLE = "TOWNCRIER_KEY_ENCRYPTION_KEYS";

  /** The variable that names a file of keys. */
  String FILE_VARIABLE = "TOWNCRIER_KEY_ENCRYPTION_FILE";

  /** The environment holds them; the parts of this process read it themselves. */
  record InEnvironment(KeyEncryptionKeys keys) implements KeySource {}

  /** A file that the environment names. */
  record NamedFile(KeyFile file) implements KeySource {}

  /** A file beside the data folder, made if the folder is new. */
  record FileBesideData(KeyFile file) implements KeySource {}

  /** The file that the parts are to read; empty if they read the environment. */
  default Optional<Path> path() {
    return switch (this) {
      case InEnvironment _ -> Optional.empty();
      case NamedFile(KeyFile file) -> Optional.of(file.path());
      case FileBesideData(KeyFile file) -> Optional.of(file.path());
    };
  }

  /**
   * The keys themselves.
   *
   * @throws CommandFailure if they can't be read
   */
  default KeyEncryptionKeys read() {
    return switch (this) {
      case InEnvironment(KeyEncryptionKeys keys) -> keys;
      case NamedFile(KeyFile file) -> file.read();
      case FileBesideData(KeyFile file) -> file.read();
    };
  }

  /** Reads what the environment says, before the usual place is taken. */
  static KeySource from(Variables variables, DataFolder folder) {
    Optional<String> keys = variables.text(KEYS_VARIABLE);
    Optional<String> file = variables.text(FILE_VARIABLE);
    if (keys.isPresent() && file.isPresent()) {
      throw new CommandFailure(
          "Both " + KEYS_VARIABLE + " and " + FILE_VARIABLE + " are set; unset one");
    }
    if (keys.isPresent()) {
      return new InEnvironment(parse(keys.get()));
    }
    if (file.isPresent()) {
      return new NamedFile(new KeyFile(Path.of(file.get())));
    }
    return new FileBesideData(folder.keyFile());
  }

  private static KeyEncryptionKeys parse(String text) {
    try {
      return KeyEncryptionKeys.parse(text);
    } catch (InvalidKeyEncryptionKeys e) {
      throw new CommandFailure(e.getMessage() + " of " + KEYS_VARIABLE);
    }
  }
}
