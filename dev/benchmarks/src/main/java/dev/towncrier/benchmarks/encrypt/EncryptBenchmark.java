package dev.towncrier.benchmarks.encrypt;

import dev.towncrier.benchmarks.measure.Contest;
import dev.towncrier.benchmarks.measure.Samples;
import dev.towncrier.benchmarks.measure.Schedule;
import dev.towncrier.benchmarks.measure.Turn;
import dev.towncrier.benchmarks.message.Payloads;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** Measures what a message costs, in one run with the limit and the peers. */
public final class EncryptBenchmark {

  private final Path nodeFolder;
  private final InstantSource clock;

  /**
   * @param nodeFolder with the npm peers
   * @param clock for the expiry of signatures
   */
  public EncryptBenchmark(Path nodeFolder, InstantSource clock) {
    this.nodeFolder = nodeFolder;
    this.clock = clock;
  }

  /**
   * Runs it, on the calling thread.
   *
   * @param quick whether to try out only
   * @param progress is told what happens, a line at a time
   * @param out gets the table and, as its last line, the JSON
   * @return whether the run counts: whether the limit stayed where it was
   */
  public boolean run(boolean quick, Consumer<String> progress, PrintStream out) {
    EncryptResult result;
    try (Contenders contenders = new Contenders(nodeFolder, clock)) {
      contenders
          .missing()
          .forEach((name, reason) -> progress.accept("left out: " + name + ": " + reason));
      result = measure(contenders, quick, progress);
    }
    out.println(new TableReport(result).text());
    out.println(new JsonReport(result).line());
    return !result.isVoid();
  }

  private static EncryptResult measure(
      Contenders contenders, boolean quick, Consumer<String> progress) {
    Schedule schedule = quick ? Schedule.QUICK : Schedule.FULL;
    Contest contest = new Contest(contenders.all(), Payloads.LENGTHS, schedule, progress);
    contest.warmUp();
    Map<Turn, Samples> before = contest.rounds("limit before", Contenders::setsTheLimit);
    Map<Turn, Samples> during = contest.rounds("all", _ -> true);
    Map<Turn, Samples> after = contest.rounds("limit after", Contenders::setsTheLimit);
    SequencedMap<Integer, Limit> limits = new LinkedHashMap<>();
    for (int length : Payloads.LENGTHS) {
      limits.put(length, Limit.of(length, before, during, after));
    }
    return new EncryptResult(limits, during, contenders.missing(), quick);
  }
}
