package dev.towncrier.benchmarks.encrypt;

import dev.towncrier.benchmarks.limit.AwsLc;
import dev.towncrier.benchmarks.limit.OpenSsl;
import dev.towncrier.benchmarks.limit.RawPrimitives;
import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.measure.Availability.Present;
import dev.towncrier.benchmarks.measure.Contender;
import dev.towncrier.benchmarks.measure.Contest;
import dev.towncrier.benchmarks.measure.Samples;
import dev.towncrier.benchmarks.measure.Schedule;
import dev.towncrier.benchmarks.measure.Turn;
import dev.towncrier.benchmarks.message.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the limit alone, before and after something else is measured. */
public final class LimitProbe {

  /** The payload length that it is quoted at, in bytes. */
  public static final int LENGTH = EncryptResult.QUOTED_LENGTH;

  private final Contest contest;
  private final Map<Turn, Samples> before;

  /**
   * Measures it for the first time, on the calling thread.
   *
   * @param progress is told what happens, a line at a time
   */
  public LimitProbe(boolean quick, Consumer<String> progress) {
    byte[] recipient = Recipient.generate().p256dh();
    List<Contender> libraries = new ArrayList<>();
    add(libraries, Contenders.OPENSSL, OpenSsl.primitives(recipient));
    add(libraries, Contenders.AWS_LC, AwsLc.primitives(recipient));
    contest =
        new Contest(libraries, List.of(LENGTH), quick ? Schedule.QUICK : Schedule.FULL, progress);
    contest.warmUp();
    before = contest.rounds("limit before", _ -> true);
  }

  private static void add(
      List<Contender> libraries, String name, Availability<RawPrimitives> primitives) {
    if (primitives instanceof Present<RawPrimitives>(RawPrimitives present)) {
      libraries.add(Contenders.raw(name, present));
    }
  }

  /** Measures it again: the limit by both times, and how far it moved. */
  public Limit again() {
    return Limit.of(LENGTH, before, contest.rounds("limit after", _ -> true));
  }
}
