package dev.towncrier.simulator.journal;

import dev.towncrier.simulator.files.OwnerOnly;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records of one type in a file, one line of JSON each, so that a killed process loses none that it
 * answered for. A last line that was cut off is ignored. Thread-safe.
 */
public final class Journal<T> implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final @Nullable BufferedWriter writer;
  private final List<T> found;

  private Journal(@Nullable BufferedWriter writer, List<T> found) {
    this.writer = writer;
    this.found = found;
  }

  /** A journal that keeps nothing. */
  public static <T> Journal<T> none() {
    return new Journal<>(null, List.of());
  }

  /**
   * Reads a file, leaves in it only what is still worth keeping, and opens it for more.
   *
   * @throws UncheckedIOException if the file cannot be read or written
   */
  public static <T> Journal<T> open(Path file, Class<T> type, UnaryOperator<List<T>> compact) {
    try {
      List<T> kept = compact.apply(read(file, type));
      OwnerOnly.createFolder(file.toAbsolutePath().getParent());
      Path rewritten = file.resolveSibling(file.getFileName() + ".new");
      OwnerOnly.createFile(rewritten);
      try (var lines = Files.newBufferedWriter(rewritten)) {
        write(lines, kept);
      }
      Files.move(rewritten, file, StandardCopyOption.REPLACE_EXISTING);
      return new Journal<>(Files.newBufferedWriter(file, StandardOpenOption.APPEND), kept);
    } catch (IOException e) {
      throw new UncheckedIOException("journal " + file + ": " + e.getMessage(), e);
    }
  }

  /** What was there when the journal was opened, oldest first. */
  public List<T> found() {
    return found;
  }

  /**
   * Adds records; they are in the file when this returns.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public synchronized void append(Collection<T> records) {
    if (writer == null) return;
    try {
      write(writer, records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (writer == null) return;
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> List<T> read(Path file, Class<T> type) throws IOException {
    var records = new ArrayList<T>();
    if (Files.notExists(file)) return records;
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        records.add(JSON.readValue(lines.get(i), type));
      } catch (JacksonException e) {
        boolean cutOff = i == lines.size() - 1;
        if (!cutOff) throw new IOException("line " + (i + 1) + " is not readable", e);
      }
    }
    return records;
  }

  private static <T> void write(BufferedWriter lines, Collection<T> records) throws IOException {
    for (T record : records) {
      lines.write(JSON.writeValueAsString(record));
      lines.write('\n');
    }
    lines.flush();
  }
}
