package dev.towncrier.benchmarks.limit;

import dev.towncrier.benchmarks.limit.LibcryptoPrimitives.Dialect;
import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;

/** The system's libcrypto of OpenSSL 3. */
public final class OpenSsl {

  private static final List<String> FILES = List.of("libcrypto.so.3", "libcrypto.3.dylib");

  private OpenSsl() {}

  /**
   * Its primitives, if it is installed.
   *
   * @param recipient the uncompressed point, 65 bytes
   */
  @SuppressWarnings("restricted")
  public static Availability<RawPrimitives> primitives(byte[] recipient) {
    for (String file : FILES) {
      SymbolLookup library;
      try {
        library = SymbolLookup.libraryLookup(file, Arena.global());
      } catch (IllegalArgumentException _) {
        continue;
      }
      return new Present<>(new LibcryptoPrimitives(library, Dialect.OPENSSL, recipient));
    }
    return new Missing<>("this system has none of " + String.join(", ", FILES));
  }
}
