package dev.towncrier.api.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an import. What was read is what was added, known and rejected together.
 *
 * @param known those whose endpoint the application has already, which stay as they are
 * @param rejects the first of those that were rejected, at most {@link #MAX_REJECTS}
 */
record ImportReport(long read, long added, long known, long rejected, List<Reject> rejects) {
  /** How many are named. */
  static final int MAX_REJECTS = 1_000;

  /**
   * A line that was not stored.
   *
   * @param line its number in the file, from 1
   * @param member which member is wrong; absent if it is the line as a whole
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Reject(long line, String reason, @Nullable String member) {}

  /** A report that grows. */
  static final class Growing {
    private final List<Reject> rejects = new ArrayList<>();
    private long added;
    private long known;
    private long rejected;

    void added() {
      added++;
    }

    void known() {
      known++;
    }

    void rejected(long line, Rejected why) {
      rejected++;
      if (rejects.size() < MAX_REJECTS) {
        rejects.add(new Reject(line, why.reason() + ".", why.member()));
      }
    }

    ImportReport report() {
      return new ImportReport(added + known + rejected, added, known, rejected, rejects);
    }
  }
}
