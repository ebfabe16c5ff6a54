package dev.towncrier.runner.system;

import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.KeyId;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.sealing.UnknownKey;
import dev.towncrier.runner.demo.DemoSite;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.KeyFile;
import dev.towncrier.runner.settings.KeySource;
import dev.towncrier.store.Applications;
import dev.towncrier.store.KeysInUse;
import java.util.Set;
import javax.sql.DataSource;

/** The keys that the secrets of a data folder are sealed under: found, or made for a new folder. */
record SealingKeys(DataFolder folder, KeySource source) {

  /**
   * Takes the keys that the folder needs.
   *
   * @throws CommandFailure naming the key that is missing
   */
  Sealer sealer(DataSource dataSource) {
    return new Sealer(
        switch (source) {
          case KeySource.InEnvironment(KeyEncryptionKeys keys) -> keys;
          case KeySource.NamedFile(KeyFile file) -> file.read();
          case KeySource.FileBesideData(KeyFile file) ->
              file.exists() ? file.read() : make(file, new KeysInUse(dataSource).find());
        });
  }

  /** Only a folder in which nothing is sealed yet may get a new key. */
  private KeyEncryptionKeys make(KeyFile file, Set<KeyId> inUse) {
    if (!inUse.isEmpty()) {
      throw new CommandFailure(
          "The secrets in "
              + folder.path()
              + " are sealed under key-encryption key "
              + inUse.iterator().next()
              + ", and its file "
              + file.path()
              + " is missing. Put it back, or delete the data folder to start anew.");
    }
    return file.make();
  }

  /**
   * Makes sure that the keys are those of this folder.
   *
   * @throws CommandFailure naming the key that is wanted
   */
  void check(Applications applications) {
    applications
        .find(DemoSite.APPLICATION)
        .ifPresent(demo -> {
          try {
            applications.signingKey(demo.currentKeyId());
          } catch (UnknownKey e) {
            throw new CommandFailure(
                "The secrets in "
                    + folder.path()
                    + " are sealed under key-encryption key "
                    + e.keyId()
                    + ", which does not come from "
                    + source.path().map(Object::toString).orElse(KeySource.KEYS_VARIABLE)
                    + ". Give that key, or delete the data folder to start anew.",
                e);
          }
        });
  }
}
