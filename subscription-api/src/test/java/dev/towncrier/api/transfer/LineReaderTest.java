package dev.towncrier.api.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.transfer.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final String LONGEST = "x".repeat(LineReader.MAX_BYTES);

  @Test
  void readsLinesOfEitherEndAndTheLastWithoutOne() throws IOException {
    assertThat(lines("a\r\nb\n\nc")).containsExactly("1:a", "2:b", "3:", "4:c");
    assertThat(lines("a\n")).containsExactly("1:a");
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).containsExactly("1:");
  }

  @Test
  void keepsReturnsThatEndNoLine() throws IOException {
    assertThat(lines("a\rb\r\r\n")).containsExactly("1:a\rb\r");
  }

  @Test
  void passesOverALineThatIsTooLongAndGoesOn() throws IOException {
    assertThat(lines(LONGEST + "\n" + LONGEST + "\r\n" + LONGEST + "y\nb\n"))
        .containsExactly("1:" + LONGEST, "2:" + LONGEST, "3 is too long", "4:b");
    assertThat(lines("z".repeat(1_000_000) + "\nb")).containsExactly("1 is too long", "2:b");
    assertThat(lines(LONGEST + "y")).containsExactly("1 is too long");
  }

  @Test
  void readsOnWhereverTheStreamPauses() throws IOException {
    List<InputStream> parts = new ArrayList<>();
    for (byte each : ("ab\r\n" + LONGEST + "\r\nc").getBytes(UTF_8)) {
      parts.add(new ByteArrayInputStream(new byte[] {each}));
    }
    InputStream slow = new SequenceInputStream(Collections.enumeration(parts));
    assertThat(lines(slow)).containsExactly("1:ab", "2:" + LONGEST, "3:c");
  }

  private static List<String> lines(String text) throws IOException {
    return lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static List<String> lines(InputStream stream) throws IOException {
    LineReader reader = new LineReader(stream);
    List<String> lines = new ArrayList<>();
    for (Line line = reader.next(); line != null; line = reader.next()) {
      lines.add(
          line.bytes() == null
              ? line.number() + " is too long"
              : line.number() + ":" + new String(line.bytes(), UTF_8));
    }
    return lines;
  }
}
