package dev.towncrier.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process beside the benchmark. It ends with its standard input; it may be asked something by a
 * line there, which it answers by a line on its standard output.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final int SHOWN_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private final PrintWriter questions;
  private final BufferedReader answers;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.questions = new PrintWriter(process.outputWriter(UTF_8), true);
    this.answers = process.inputReader(UTF_8);
  }

  /**
   * Starts a JVM on this one's class path.
   *
   * @param folder in which its standard error becomes {@code NAME.log}
   */
  public static ChildProcess java(
      String name, Class<?> main, Path folder, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", absoluteClassPath(), main.getName()));
    command.addAll(arguments);
    return start(name, folder, folder, command, Map.of());
  }

  /**
   * Starts a program.
   *
   * @param folder in which its standard error becomes {@code NAME.log}
   * @param directory that it works in
   * @param environment to be added to this process' own
   * @throws IOException if there is no such program
   */
  public static ChildProcess start(
      String name,
      Path folder,
      Path directory,
      List<String> command,
      Map<String, String> environment)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(log.toFile());
    builder.environment().putAll(environment);
    return new ChildProcess(name, builder.start(), log);
  }

  private static String absoluteClassPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws IllegalStateException if the process has ended
   */
  public String ask(String question) {
    questions.println(question);
    return answer();
  }

  /**
   * Waits for a line that comes unasked.
   *
   * @throws IllegalStateException if the process ends without one
   */
  public String answer() {
    try {
      @Nullable String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException(name + " ended" + lastWords());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes sure that it runs.
   *
   * @throws IllegalStateException with what it last said, if it has ended
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          name + " ended with status " + process.exitValue() + lastWords());
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty()
          ? ""
          : ":\n"
              + String.join(
                  "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      return "; its log can't be read: " + e.getMessage();
    }
  }

  /** Its id in the operating system. */
  public long pid() {
    return process.pid();
  }

  /** Has a JVM collect all of its garbage. */
  public void collectGarbage() throws IOException, InterruptedException {
    Jcmd.run(pid(), "GC.run");
  }

  /** CPU time of all its threads since it started, in steps of 10 ms on Linux. */
  public Duration cpuTime() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(
            () -> new IllegalStateException("This system does not tell the CPU time of " + name));
  }

  /**
   * CPU time so far of its threads whose names begin so, of those that still are; empty where the
   * system does not tell (Linux does).
   */
  Optional<Duration> cpuTime(Collection<String> threads) {
    Duration sum = Duration.ZERO;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid() + "/task"))) {
      for (Path task : tasks) {
        String name = Files.readString(task.resolve("comm")).strip();
        if (threads.stream().anyMatch(name::startsWith)) {
          sum = sum.plus(cpuTime(Files.readString(task.resolve("stat"))));
        }
      }
      return Optional.of(sum);
    } catch (IOException _) {
      return Optional.empty(); // not Linux, or a thread just ended
    }
  }

  /** In ticks of 10 ms, the 14th and the 15th field; the second one may hold blanks. */
  private static Duration cpuTime(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Duration.ofMillis(10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
  }

  /** Begins to look at what the compilers of a JVM take. */
  public CompilerLook lookAtCompilers() {
    return new CompilerLook(this);
  }

  /** The most memory that it has had resident, in bytes, where the system tells (Linux). */
  public OptionalLong peakMemory() {
    return memory("VmHWM:");
  }

  /** The memory that it has resident, in bytes, where the system tells (Linux). */
  public OptionalLong memory() {
    return memory("VmRSS:");
  }

  private OptionalLong memory(String field) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
        if (line.startsWith(field)) {
          String kilobytes = line.substring(field.length()).replace("kB", "").strip();
          return OptionalLong.of(Long.parseLong(kilobytes) * 1_024);
        }
      }
    } catch (IOException _) {
      // Not Linux.
    }
    return OptionalLong.empty();
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Lets it end in its own way, for up to 30 s. */
  @Override
  public void close() {
    questions.close();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
