package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.encrypt.Limit;
import dev.towncrier.benchmarks.encrypt.LimitProbe;
import dev.towncrier.benchmarks.load.Latencies;
import java.util.Locale;

/** A result as a table for people. */
final class DeliverTable {

  private static final double MEGABYTE = 1_048_576;

  private final DeliverResult result;
  private final StringBuilder text = new StringBuilder();

  DeliverTable(DeliverResult result) {
    this.result = result;
  }

  /** Several lines, the last one ended. */
  String text() {
    if (result.quick()) {
      line("A QUICK TRY-OUT: nothing here is worth quoting.");
      line("");
    }
    result.cpu().ifPresent(this::cpu);
    peers();
    result.latency().ifPresent(this::latency);
    result.stalled().ifPresent(this::stalled);
    result.backlog().ifPresent(this::backlog);
    if (result.peakMemory() > 0) {
      row("Most memory that a worker had resident", "%,.0f MB", result.peakMemory() / MEGABYTE);
    }
    return text.toString();
  }

  private void cpu(CpuResult cpu) {
    line("A message from Kafka to the push service and its outcome");
    row("  CPU time of the worker", "%,.1f us", cpu.workerMicros());
    result
        .limit()
        .ifPresent(limit ->
            row(
                "  the limit: encrypting %d B, by %s".formatted(LimitProbe.LENGTH, limit.name()),
                "%,.1f us",
                limit.micros()));
    result.ratio().ifPresent(ratio -> row("  times the limit", "%.3f", ratio));
    row("  messages a second", "%,.0f", cpu.perSecond());
    row("  CPU time of the broker, beside", "%,.1f us", cpu.brokerMicros());
    row("  CPU time of the sink, beside", "%,.1f us", cpu.sinkMicros());
    result.limit().ifPresent(this::drift);
    line("");
  }

  private void drift(Limit limit) {
    row("  drift of the limit from before to after", "%.1f %%", limit.drift() * 100);
    if (limit.isVoid()) {
      line(
          "  VOID: more than %.0f %%, so nothing was compared. Run it again on a quiet machine."
              .formatted(Limit.MAX_DRIFT * 100));
    }
  }

  private void peers() {
    if (result.peers().isEmpty()) {
      return;
    }
    line("Messages a CPU second, to the same sink");
    result.cpu().ifPresent(cpu -> row("  Towncrier", "%,.0f", 1e6 / cpu.workerMicros()));
    result
        .peers()
        .forEach((name, micros) ->
            row(
                "  "
                    + name
                    + result
                        .cpu()
                        .map(cpu -> " (%.1f times)".formatted(micros / cpu.workerMicros()))
                        .orElse(""),
                "%,.0f",
                1e6 / micros));
    line("");
  }

  private void latency(LatencyResult latency) {
    line("From publishing to receipt, at %d a second".formatted(Scale.RATE));
    percentiles("  Towncrier", latency.towncrier());
    percentiles("  bare echo through the same broker", latency.echo());
    line(
        "  times the echo                                 p50 %8.2f     p99 %8.2f"
            .formatted(
                latency.towncrier().p50() / latency.echo().p50(),
                latency.towncrier().p99() / latency.echo().p99()));
    line("");
  }

  private void stalled(StalledResult stalled) {
    line("The same at one push service, which gets half of it");
    percentiles("  the other one answers", stalled.answering());
    percentiles("  the other one never does", stalled.stalled());
    row("  times the p99", "%.2f", stalled.ratio());
    line("");
  }

  private void percentiles(String name, Latencies latencies) {
    line("%-48s p50 %8.2f ms  p99 %8.2f ms".formatted(name, latencies.p50(), latencies.p99()));
  }

  private void backlog(BacklogResult backlog) {
    line("A backlog of %,d records, with a heap of 256 MB".formatted(backlog.records()));
    row("  messages a second", "%,.0f", backlog.perSecond());
    row("  heap in use, first half", "%,.0f MB", backlog.heapFirstHalf());
    row("  heap in use, second half", "%,.0f MB", backlog.heapSecondHalf());
    line("");
  }

  private void row(String name, String format, double value) {
    line("%-48s %12s".formatted(name, String.format(Locale.ROOT, format, value)));
  }

  private void line(String content) {
    text.append(content).append('\n');
  }
}
