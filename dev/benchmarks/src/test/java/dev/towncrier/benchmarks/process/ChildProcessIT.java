package dev.towncrier.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

  @TempDir private Path folder;

  @Test
  void answersWhatItIsAsked() throws Exception {
    try (ChildProcess echo = start("cat")) {
      assertThat(echo.ask("hello")).isEqualTo("hello");
      assertThat(echo.ask("again")).isEqualTo("again");
      echo.requireAlive();
    }
  }

  @Test
  void endsWithItsInput() throws Exception {
    ChildProcess process = start("cat");
    process.close();
    assertThatIllegalStateException().isThrownBy(process::requireAlive);
  }

  @Test
  void tellsWhatItLastSaidWhenItFails() throws Exception {
    try (ChildProcess failing = start("sh", "-c", "echo no such thing >&2; exit 3")) {
      assertThatIllegalStateException()
          .isThrownBy(failing::answer)
          .withMessageContaining("no such thing");
    }
  }

  private ChildProcess start(String... command) throws Exception {
    return ChildProcess.start("child", folder, folder, List.of(command), Map.of());
  }
}
