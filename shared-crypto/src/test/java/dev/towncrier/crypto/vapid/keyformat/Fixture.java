package dev.towncrier.crypto.vapid.keyformat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Files that other programs wrote, each named after its program; all keys are for tests only. */
final class Fixture {

  /** The pair in every file of OpenSSL and of Web Crypto that can be read. */
  static final String PUBLIC_KEY =
      "BJwbxkYVKrgfBUVMnLL4OUMrKp2TSS1QhRyp0AjAlB8oo87yGWbwm9xNcDVI0_SymJW_z6D6ukYd48vkVuJTAS4";

  static final String PRIVATE_KEY = "VEdO8ck0rlvReuhSC9Y6K5WhyXEvfa5dzSnG4mZzZAk";

  private Fixture() {}

  static String text(String file) {
    try (InputStream stream = Fixture.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(stream, file).readAllBytes(), US_ASCII);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
