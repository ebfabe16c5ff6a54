package dev.towncrier.crypto.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.p256.Corretto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own, in which the provider's classes are found and its native library is not. */
class WithoutNativeLibraryTest {

  /** Run in that JVM: prints what is chosen. */
  static final class Chosen {
    private Chosen() {}

    public static void main(String[] args) {
      CryptoBackend backend = CryptoBackend.choose(BackendPreference.AUTO);
      System.out.println(backend.name() + " because " + backend.reason());
    }
  }

  @Test
  void encryptsByBouncyCastle(@TempDir Path empty) throws IOException, InterruptedException {
    Corretto.orSkip();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true",
            "-Djava.library.path=" + empty,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Chosen.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output)
        .contains("bouncycastle because accp: its native library can't be loaded: ")
        .contains("Skipping bundled library");
    assertThat(process.exitValue()).isZero();
  }
}
