package dev.towncrier.runner.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.crypto.InvalidCryptoInput;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.vapid.keyformat.KeyReader;
import dev.towncrier.runner.database.ApplicationOption;
import dev.towncrier.runner.database.RunningDatabase;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.store.KeyAddition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives an application a key pair that was made elsewhere. */
@Command(
    name = "import",
    description = {
      "Give an application a VAPID key that was written down before, here or by another program."
          + " The form is recognised: PEM (PKCS #8 or SEC 1), JWK, what web-push prints, or a"
          + " private key alone in base64url. It becomes the current key, unless the application"
          + " has it already."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Mixin private ApplicationOption application = new ApplicationOption();

  @Parameters(paramLabel = "FILE", description = "What holds the key; - for standard input.")
  private String file = STANDARD_INPUT;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    P256KeyPair pair = read();
    RunningDatabase database = RunningDatabase.open();
    KeyAddition addition = database.vapidKeys().addAsCurrent(application.id(), pair);
    if (json) {
      Output.json(
          switch (addition) {
            case KeyAddition.Added(UUID id) -> Map.of("id", id.toString(), "added", true);
            case KeyAddition.AlreadyThere(UUID id) -> Map.of("id", id.toString(), "added", false);
            case KeyAddition.UnknownApplication() ->
                throw application.unknown(database.applications());
          });
      return 0;
    }
    System.out.println(
        switch (addition) {
          case KeyAddition.Added(UUID id) ->
              "Imported as key "
                  + id
                  + ", now the current one of "
                  + application.id()
                  + ". Subscriptions that are there keep theirs.";
          case KeyAddition.AlreadyThere(UUID id) -> alreadyThere(id, database);
          case KeyAddition.UnknownApplication() ->
              throw application.unknown(database.applications());
        });
    return 0;
  }

  private String alreadyThere(UUID id, RunningDatabase database) {
    UUID current = application.keys(database).getFirst().id();
    String nothing =
        application.id() + " has this key already, as " + id + "; nothing was changed.";
    return current.equals(id) ? nothing : nothing + " The current one is " + current + ".";
  }

  private P256KeyPair read() {
    try {
      return new KeyReader(P256.bouncyCastle()).read(text());
    } catch (InvalidCryptoInput e) {
      throw new CommandFailure(name() + ": " + e.getMessage());
    } catch (NoSuchFileException _) {
      throw new CommandFailure("There is no file " + file + ".");
    } catch (IOException e) {
      throw new CommandFailure("Can't read " + name() + ": " + e.getMessage(), e);
    }
  }

  private String text() throws IOException {
    try (InputStream stream =
        file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file))) {
      // One more than can be used, so that a cut is noticed.
      return new String(stream.readNBytes(KeyReader.MAX_LENGTH + 1), UTF_8);
    }
  }

  private String name() {
    return file.equals(STANDARD_INPUT) ? "Standard input" : file;
  }
}
