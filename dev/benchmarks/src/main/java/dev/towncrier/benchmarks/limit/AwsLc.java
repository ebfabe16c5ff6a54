package dev.towncrier.benchmarks.limit;

import dev.towncrier.benchmarks.limit.LibcryptoPrimitives.Dialect;
import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NoSuchElementException;

/** AWS-LC as the Amazon Corretto Crypto Provider carries it, without the provider around it. */
public final class AwsLc {

  private static final String LIBRARY =
      "/com/amazon/corretto/crypto/provider/libamazonCorrettoCryptoProvider.so";
  private static final String EXPORTED = "JNI_OnLoad";

  private AwsLc() {}

  /**
   * Its primitives, if the library is on the class path and loads here.
   *
   * @param recipient the uncompressed point, 65 bytes
   */
  public static Availability<RawPrimitives> primitives(byte[] recipient) {
    try (InputStream library = AwsLc.class.getResourceAsStream(LIBRARY)) {
      if (library == null) {
        return new Missing<>("its library is not on the class path");
      }
      Path file = Files.createTempFile("towncrier-aws-lc", ".so");
      try {
        Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
        return primitives(file, recipient);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("restricted")
  private static Availability<RawPrimitives> primitives(Path file, byte[] recipient)
      throws IOException {
    SymbolLookup exported;
    try {
      exported = SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException _) {
      return new Missing<>("its library does not load on this system");
    }
    try {
      SymbolLookup all = ElfSymbols.read(file).of(EXPORTED, exported.findOrThrow(EXPORTED));
      return new Present<>(new LibcryptoPrimitives(all, Dialect.AWS_LC, recipient));
    } catch (NoSuchElementException e) {
      return new Missing<>("its library keeps no symbols: " + e.getMessage());
    }
  }
}
