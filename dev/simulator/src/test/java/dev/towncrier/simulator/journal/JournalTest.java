package dev.towncrier.simulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  record Line(String name) {}

  @TempDir Path folder;

  @Test
  void findsWhatAnUnfinishedRunWrote() throws IOException {
    Path file = folder.resolve("new").resolve("lines.jsonl");
    try (var first = Journal.open(file, Line.class, UnaryOperator.identity())) {
      first.append(List.of(new Line("a"), new Line("b")));
      assertThat(Files.readAllLines(file)).hasSize(2);
    }
    Files.writeString(file, "{\"name\":\"cut o", StandardOpenOption.APPEND);
    try (var second = Journal.open(file, Line.class, lines -> lines.subList(1, lines.size()))) {
      assertThat(second.found()).containsExactly(new Line("b"));
      second.append(List.of(new Line("c")));
    }
    assertThat(Files.readAllLines(file)).containsExactly("{\"name\":\"b\"}", "{\"name\":\"c\"}");
  }

  @Test
  void refusesAFileThatIsNoJournal() throws IOException {
    Path file = Files.writeString(folder.resolve("lines.jsonl"), "nonsense\n{\"name\":\"a\"}\n");
    assertThatThrownBy(() -> Journal.open(file, Line.class, UnaryOperator.identity()))
        .hasMessageContaining("line 1 is not readable");
  }
}
