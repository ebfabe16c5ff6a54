package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.system.WorkerOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code bench deliver}. */
@Command(
    name = "bench deliver",
    description = "Measure the whole path of a message.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class DeliverCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "Only try it out; the figures mean nothing.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      description = "cpu, peers, latency, stalled or backlog; repeatable (default: all).")
  private List<String> only = new ArrayList<>();

  @Option(names = "--backlog", description = "The same as --only backlog.")
  private boolean backlog;

  @Option(
      names = "--in-flight",
      description = "Requests in flight to one push service (default: 200).")
  private int inFlight = 200;

  @Option(
      names = "--push-services",
      description = "That the load is spread over, for the CPU figure (default: 1).")
  private int pushServices = 1;

  @Option(
      names = "--worker-setting",
      paramLabel = "NAME=VALUE",
      description = "A setting of the worker; repeatable.")
  private List<String> workerSettings = new ArrayList<>();

  @Option(
      names = "--worker-java",
      paramLabel = "OPTION",
      description = "An option of the worker's JVM; repeatable.")
  private List<String> workerJava = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Record the worker during the CPU figure (JDK Flight Recorder).")
  private @Nullable Path profile;

  private final Path nodeFolder;

  private DeliverCommand(Path nodeFolder) {
    this.nodeFolder = nodeFolder;
  }

  /**
   * Runs it.
   *
   * @param nodeFolder with the npm peers
   * @return the exit status; 1 for a run that failed or doesn't count, 2 for wrong use
   */
  public static int execute(Path nodeFolder, List<String> arguments) {
    return new CommandLine(new DeliverCommand(nodeFolder))
        .execute(arguments.toArray(String[]::new));
  }

  @Override
  public Integer call() throws Exception {
    DeliverOptions options =
        new DeliverOptions(
            parts(),
            quick ? Scale.QUICK : Scale.FULL,
            pushServices,
            new WorkerOptions(inFlight, workerSettings, workerJava),
            Optional.ofNullable(profile).map(Path::toAbsolutePath),
            nodeFolder);
    return new DeliverBenchmark(options, Clock.systemUTC(), System.err::println).run(System.out)
        ? 0
        : 1;
  }

  private Set<Part> parts() {
    EnumSet<Part> parts = EnumSet.noneOf(Part.class);
    only.forEach(name -> parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT))));
    if (backlog) {
      parts.add(Part.BACKLOG);
    }
    return parts.isEmpty() ? EnumSet.allOf(Part.class) : parts;
  }
}
