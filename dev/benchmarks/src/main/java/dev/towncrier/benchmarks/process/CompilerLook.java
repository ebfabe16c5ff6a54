package dev.towncrier.benchmarks.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How much of a JVM's CPU time its compilers take, from one moment on. */
public final class CompilerLook {

  /** The compilers have done most of their work once they take a smaller share than this. */
  public static final double LITTLE = 0.03;

  private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler");

  private final ChildProcess process;
  private final Duration allBefore;
  private final Optional<Duration> compilersBefore;

  CompilerLook(ChildProcess process) {
    this.process = process;
    allBefore = process.cpuTime();
    compilersBefore = process.cpuTime(COMPILERS);
  }

  /** Their share since then, from 0 to 1; 0 where the system does not tell. */
  public double share() {
    Optional<Duration> compilers = process.cpuTime(COMPILERS);
    if (compilersBefore.isEmpty() || compilers.isEmpty()) {
      return 0;
    }
    long all = process.cpuTime().minus(allBefore).toMillis();
    // A compiler thread that has ended takes its time with it.
    long theirs = Math.max(0, compilers.get().minus(compilersBefore.get()).toMillis());
    return theirs / (double) Math.max(1, all);
  }
}
