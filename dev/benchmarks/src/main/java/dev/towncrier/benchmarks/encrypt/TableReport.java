package dev.towncrier.benchmarks.encrypt;

import static dev.towncrier.benchmarks.encrypt.EncryptResult.QUOTED_LENGTH;

import dev.towncrier.benchmarks.measure.Contender;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A result as a table for people. */
final class TableReport {

  private static final String NAME = "%-42s";
  private static final String CELL = "%11s";

  private final EncryptResult result;
  private final StringBuilder text = new StringBuilder();

  TableReport(EncryptResult result) {
    this.result = result;
  }

  /** Several lines, the last one ended. */
  String text() {
    if (result.quick()) {
      line("A QUICK TRY-OUT: nothing here is worth quoting.");
      line("");
    }
    line("CPU time of one message on one thread, in microseconds (medians); heap in bytes");
    line("");
    head();
    limit();
    for (Group group : Group.values()) {
      line("");
      line(group.title());
      result.contenders(group).forEach(this::row);
    }
    line("");
    result.missing().forEach((name, reason) -> line("Left out: " + name + ", because " + reason));
    drift();
    return text.toString();
  }

  private void head() {
    cell(NAME, "");
    result.lengths().forEach(length -> cell(CELL, "%,d B".formatted(length)));
    cell(CELL, "x limit");
    cell(CELL, "heap");
    line("");
    cell(NAME, "");
    result.lengths().forEach(_ -> cell(CELL, ""));
    cell(CELL, "at " + QUOTED_LENGTH + " B");
    cell(CELL, "at " + QUOTED_LENGTH + " B");
    line("");
  }

  private void limit() {
    String by =
        result.limits().values().stream()
            .map(Limit::name)
            .distinct()
            .collect(Collectors.joining(", "));
    cell(NAME, "The limit (" + by + ")");
    result.limits().values().forEach(limit -> cell(CELL, micros(limit.micros())));
    cell(CELL, "1.000");
    line("");
  }

  private void row(Contender contender) {
    cell(NAME, "  " + contender.name());
    result.micros(contender).values().forEach(micros -> cell(CELL, micros(micros)));
    cell(CELL, "%.3f".formatted(result.ratio(contender, QUOTED_LENGTH)));
    OptionalDouble bytes = result.allocatedBytes(contender, QUOTED_LENGTH);
    cell(CELL, bytes.isPresent() ? "%,d".formatted(Math.round(bytes.getAsDouble())) : "");
    line("");
  }

  private void drift() {
    double largest = result.limits().values().stream().mapToDouble(Limit::drift).max().orElse(0);
    line("Drift of the limit from before to after: at most %.1f %%".formatted(largest * 100));
    if (result.isVoid()) {
      line(
          "VOID: more than %.0f %%, so nothing was compared. Run it again on a quiet machine."
              .formatted(Limit.MAX_DRIFT * 100));
    }
  }

  private static String micros(double micros) {
    return String.format(Locale.ROOT, "%,.1f", micros);
  }

  private void cell(String format, String content) {
    text.append(format.formatted(content));
  }

  private void line(String content) {
    text.append(content).append('\n');
  }
}
