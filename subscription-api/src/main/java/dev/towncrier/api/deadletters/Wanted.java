package dev.towncrier.api.deadletters;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.DeadLetterFilter;
import dev.towncrier.store.DeadLetterPage;
import org.jspecify.annotations.Nullable;

/** Reads which dead letters a request is about, and holds it to every limit with a 422. */
final class Wanted {
  private static final int MAX_LISTED = 1_000;
  private static final int MAX_PER_SECOND = 100_000;
  private static final int MAX_TEXT = 2_048;

  private Wanted() {}

  /** The filter of a query; what is null or empty does not narrow. */
  static DeadLetterFilter filter(
      String application,
      @Nullable String reason,
      @Nullable String notification,
      @Nullable String pushService) {
    return new DeadLetterFilter(
        application,
        reason == null || reason.isEmpty() ? null : reason(reason),
        text("notification", notification),
        text("pushService", pushService));
  }

  /** The filter of a body. */
  static DeadLetterFilter filter(String application, JsonMembers body) {
    try {
      return filter(
          application,
          body.optionalText("reason", 0, MAX_TEXT),
          body.optionalText("notification", 0, MAX_TEXT),
          body.optionalText("pushService", 0, MAX_TEXT));
    } catch (InvalidJson e) {
      throw Problem.of(ProblemKind.UNACCEPTABLE, e);
    }
  }

  /** How fast a replay is to go. */
  static @Nullable Integer perSecond(JsonMembers body) {
    try {
      return body.optionalInt("perSecond", 1, MAX_PER_SECOND);
    } catch (InvalidJson e) {
      throw Problem.of(ProblemKind.UNACCEPTABLE, e);
    }
  }

  static int limit(String limit) {
    if (limit.matches("\\d{1,4}")) {
      int value = Integer.parseInt(limit);
      if (value >= 1 && value <= MAX_LISTED) {
        return value;
      }
    }
    throw refused("limit", "must be a whole number from 1 to " + MAX_LISTED + ", not " + limit);
  }

  static DeadLetterPage.@Nullable Place after(@Nullable String after) {
    return after == null || after.isEmpty()
        ? null
        : DeadLetterPage.Place.of(after)
            .orElseThrow(
                () -> refused("after", "must be the \"next\" of an earlier answer, not " + after));
  }

  private static DeadLetterReason reason(String label) {
    return DeadLetterReason.of(label)
        .orElseThrow(() ->
            refused(
                "reason",
                "must be one of "
                    + String.join(", ", DeadLetterReason.labels())
                    + ", not "
                    + label));
  }

  private static @Nullable String text(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (text.indexOf('\0') >= 0) {
      throw refused(name, "must not hold the character U+0000");
    }
    return text;
  }

  private static Problem refused(String member, String problem) {
    return Problem.about(ProblemKind.UNACCEPTABLE, member, problem);
  }
}
