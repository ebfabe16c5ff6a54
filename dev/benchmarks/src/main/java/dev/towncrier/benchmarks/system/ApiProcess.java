package dev.towncrier.benchmarks.system;

import dev.towncrier.api.ApiApplication;
import dev.towncrier.benchmarks.process.ParentWatch;
import java.io.PrintStream;

/** The process of the API, which prints its port and stops when standard input ends. */
public final class ApiProcess {

  private ApiProcess() {}

  /**
   * Runs it.
   *
   * @param arguments its settings, each as {@code --name=value}
   */
  public static void main(String[] arguments) {
    PrintStream answers = System.out;
    System.setOut(System.err);
    ParentWatch.start();
    var context = ApiApplication.application().run(arguments);
    answers.println(context.getEnvironment().getRequiredProperty("local.server.port"));
    answers.flush();
  }
}
