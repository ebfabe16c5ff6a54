package dev.towncrier.runner.keys;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.vapid.keyformat.KeyFormat;
import dev.towncrier.runner.database.ApplicationOption;
import dev.towncrier.runner.database.RunningDatabase;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.OwnerOnly;
import dev.towncrier.store.SigningKey;
import dev.towncrier.store.VapidKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes one key pair down. */
@Command(
    name = "export",
    description = {
      "Write one of an application's VAPID keys, private half included, to standard output or to a"
          + " new file that only you can read. Keep it where passwords are kept."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Mixin private ApplicationOption application = new ApplicationOption();

  @Option(names = "--key", description = "Its id, from `keys list` (default: the current one).")
  private @Nullable String id;

  @Option(
      names = "--format",
      converter = FormatConverter.class,
      description = {
        "pem: PKCS #8, what most programs take (default); sec1: PEM of OpenSSL's older form;"
            + " raw: the pair in base64url, as web-push prints it with --json; jwk: JSON Web Key."
      })
  private KeyFormat format = KeyFormat.PKCS8;

  @Option(names = "--out", paramLabel = "FILE", description = "A file that is not there yet.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    RunningDatabase database = RunningDatabase.open();
    VapidKey key = choose(application.keys(database));
    SigningKey pair =
        database
            .applications()
            .signingKey(key.id())
            .orElseThrow(() ->
                new CommandFailure(
                    "Key " + key.id() + " is retired; its private half is destroyed."));
    String text = format.write(P256.bouncyCastle().keyPair(pair.privateKey()));
    if (file == null) {
      System.out.print(text);
    } else {
      write(file, text);
      System.out.println("Wrote key " + key.id() + " to " + file);
    }
    return 0;
  }

  private VapidKey choose(List<VapidKey> keys) {
    if (id == null) {
      return keys.getFirst();
    }
    return keys.stream()
        .filter(key -> key.id().toString().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                application.id() + " has no key " + id + ". `keys list` shows those it has."));
  }

  private static void write(Path file, String text) {
    try {
      OwnerOnly.writeNew(file, text);
    } catch (FileAlreadyExistsException _) {
      throw new CommandFailure(file + " is there already. Choose another name, or move it away.");
    } catch (IOException e) {
      throw new CommandFailure("Can't write " + file + ": " + e.getMessage(), e);
    }
  }
}
