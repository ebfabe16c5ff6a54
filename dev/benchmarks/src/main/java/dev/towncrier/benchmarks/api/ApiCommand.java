package dev.towncrier.benchmarks.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code bench api}. */
@Command(
    name = "bench api",
    description = "Measure a visitor's requests beside a bare endpoint.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class ApiCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "Only try it out; the figures mean nothing.")
  private boolean quick;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Record the API during the rounds (JDK Flight Recorder).")
  private @Nullable Path profile;

  private ApiCommand() {}

  /**
   * Runs it.
   *
   * @return the exit status; 1 for a run that failed, 2 for wrong use
   */
  public static int execute(List<String> arguments) {
    return new CommandLine(new ApiCommand()).execute(arguments.toArray(String[]::new));
  }

  @Override
  public Integer call() throws Exception {
    new ApiBenchmark(
            quick ? ApiScale.QUICK : ApiScale.FULL,
            Optional.ofNullable(profile).map(Path::toAbsolutePath),
            System.err::println)
        .run(System.out);
    return 0;
  }
}
