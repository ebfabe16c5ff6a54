package dev.towncrier.benchmarks.fanout;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code bench fanout}. */
@Command(
    name = "bench fanout",
    description = "Measure how large audiences are fanned out to.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class FanoutCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "Only try it out; the figures mean nothing.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      description = "cpu, kills or single; repeatable (default: all).")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--sizes",
      split = ",",
      description =
          "Audiences of the CPU figure, from the smallest on (default: 100000,1000000,10000000).")
  private List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--broadcast",
      description = "Audience that single messages are sent beside (default: 1000000).")
  private @Nullable Integer broadcast;

  private FanoutCommand() {}

  /**
   * Runs it.
   *
   * @return the exit status; 1 for a run that failed, 2 for wrong use
   */
  public static int execute(List<String> arguments) {
    return new CommandLine(new FanoutCommand()).execute(arguments.toArray(String[]::new));
  }

  @Override
  public Integer call() throws Exception {
    FanoutScale scale = quick ? FanoutScale.QUICK : FanoutScale.FULL;
    if (!sizes.isEmpty()) {
      scale = scale.withSizes(sizes);
    }
    if (broadcast != null) {
      scale = scale.withBroadcast(broadcast);
    }
    new FanoutBenchmark(parts(), scale, Clock.systemUTC(), System.err::println).run(System.out);
    return 0;
  }

  private Set<Part> parts() {
    EnumSet<Part> parts = EnumSet.noneOf(Part.class);
    only.forEach(name -> parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT))));
    return parts.isEmpty() ? EnumSet.allOf(Part.class) : parts;
  }
}
