package dev.towncrier.benchmarks.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * CPU time of a Postgres server: of its first process, of all that this has started, and of those
 * that have ended since.
 *
 * @param pid of the first process
 */
record PostgresCpu(long pid) {
  private static final Duration TICK = Duration.ofMillis(10);

  /** The server that runs on a data folder. */
  static PostgresCpu of(Path dataFolder) {
    try {
      return new PostgresCpu(
          Long.parseLong(Files.readAllLines(dataFolder.resolve("postmaster.pid")).getFirst()));
    } catch (IOException e) {
      throw new UncheckedIOException("Postgres does not run", e);
    }
  }

  /** So far; empty where the system does not tell (Linux does). */
  Optional<Duration> total() {
    try {
      Duration total = ticks(Path.of("/proc/" + pid + "/stat"), List.of(14, 15, 16, 17));
      for (ProcessHandle child : ProcessHandle.of(pid).orElseThrow().children().toList()) {
        total = total.plus(running(child.pid()));
      }
      return Optional.of(total);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** To the nanosecond, since there are many: of a process with a single thread. */
  private static Duration running(long pid) {
    try {
      String nanos = Files.readString(Path.of("/proc/" + pid + "/schedstat")).split(" ", 2)[0];
      return Duration.ofNanos(Long.parseLong(nanos));
    } catch (IOException _) {
      return Duration.ZERO; // it has just ended, and is counted by its parent now
    }
  }

  /** CPU time of all processes that this one has started and that have ended. */
  static Duration endedChildren() {
    try {
      return ticks(Path.of("/proc/self/stat"), List.of(16, 17));
    } catch (IOException _) {
      return Duration.ZERO;
    }
  }

  /** The sum of some fields, counted from 1; the second one may hold blanks. */
  private static Duration ticks(Path stat, List<Integer> fields) throws IOException {
    String text = Files.readString(stat);
    String[] values = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return TICK.multipliedBy(
        fields.stream().mapToLong(field -> Long.parseLong(values[field - 3])).sum());
  }
}
