package dev.towncrier.benchmarks;

import dev.towncrier.benchmarks.api.ApiCommand;
import dev.towncrier.benchmarks.deliver.DeliverCommand;
import dev.towncrier.benchmarks.encrypt.EncryptBenchmark;
import dev.towncrier.benchmarks.fanout.FanoutCommand;
import dev.towncrier.benchmarks.flood.FloodBenchmark;
import dev.towncrier.benchmarks.http.HttpBenchmark;
import dev.towncrier.benchmarks.parts.PartsBenchmark;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The command line: a benchmark's name, and its options. */
public final class Benchmarks {

  private static final int WRONG_USE = 2;

  private Benchmarks() {}

  /**
   * Runs one benchmark. Exit status 1 means that the run failed or doesn't count.
   *
   * @param arguments its name; {@code --quick} for a try-out whose figures mean nothing; {@code
   *     deliver}, {@code fanout} and {@code api} know more options
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    if (!words.isEmpty() && words.getFirst().equals("deliver")) {
      System.exit(DeliverCommand.execute(nodeFolder(), words.subList(1, words.size())));
    }
    if (!words.isEmpty() && words.getFirst().equals("fanout")) {
      System.exit(FanoutCommand.execute(words.subList(1, words.size())));
    }
    if (!words.isEmpty() && words.getFirst().equals("api")) {
      System.exit(ApiCommand.execute(words.subList(1, words.size())));
    }
    boolean quick = words.equals(List.of(words.isEmpty() ? "" : words.getFirst(), "--quick"));
    if (words.isEmpty() || words.size() > (quick ? 2 : 1)) {
      System.exit(wrongUse());
    }
    System.exit(run(words.getFirst(), quick));
  }

  private static int run(String name, boolean quick) throws Exception {
    return switch (name) {
      case "encrypt" -> encrypt(quick) ? 0 : 1;
      case "http" -> {
        HttpBenchmark.run(quick, Clock.systemUTC(), System.err::println, System.out);
        yield 0;
      }
      case "flood" -> {
        new FloodBenchmark(quick, Clock.systemUTC(), System.err::println).run(System.out);
        yield 0;
      }
      case "parts" -> {
        PartsBenchmark.run(quick, System.out);
        yield 0;
      }
      default -> wrongUse();
    };
  }

  private static boolean encrypt(boolean quick) {
    return new EncryptBenchmark(nodeFolder(), Clock.systemUTC())
        .run(quick, System.err::println, System.out);
  }

  private static Path nodeFolder() {
    return Path.of(System.getProperty("towncrier.benchmarks.node", "dev/benchmarks/node"));
  }

  private static int wrongUse() {
    System.err.println(
        "Say which: encrypt, http, deliver, fanout, api, flood or parts, each with --quick for a"
            + " try-out");
    return WRONG_USE;
  }
}
