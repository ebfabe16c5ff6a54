package dev.towncrier.benchmarks.api;

import dev.towncrier.benchmarks.bare.BareApplication;
import dev.towncrier.benchmarks.process.ParentWatch;
import java.io.PrintStream;

/** The process of the bare endpoint, which stops in its own way when standard input ends. */
final class BareProcess {

  private BareProcess() {}

  /**
   * Runs it; its first line is its port.
   *
   * @param arguments its settings, each as {@code --name=value}
   */
  public static void main(String[] arguments) {
    PrintStream answers = System.out;
    System.setOut(System.err);
    ParentWatch.start();
    answers.println(
        BareApplication.start(arguments).getEnvironment().getRequiredProperty("local.server.port"));
  }
}
