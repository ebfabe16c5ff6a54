package dev.towncrier.runner.system;

import dev.towncrier.runner.settings.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One PEM file of all certificates that are trusted besides the JDK's. */
final class TrustedCertificates {

  private TrustedCertificates() {}

  static void write(Path file, Path simulator, Optional<Path> further) {
    try {
      String own = Files.readString(simulator);
      Files.writeString(file, further.isEmpty() ? own : own + "\n" + read(further.get()));
    } catch (IOException e) {
      throw new CommandFailure("Can't write " + file + ": " + e.getMessage(), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailure(
          "Can't read " + file + " (TOWNCRIER_PUSH_SERVICE_CA): " + e.getMessage(), e);
    }
  }
}
