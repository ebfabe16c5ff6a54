package dev.towncrier.api.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.NotificationControl;
import org.jspecify.annotations.Nullable;

/**
 * How fast a notification is sent, in one of two units.
 *
 * @param perSecond deliveries a second, from 1 to 100,000
 * @param perMinute deliveries a minute, from 1 to 6,000,000
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PaceView(@Nullable Integer perSecond, @Nullable Integer perMinute) {
  private static final int SECONDS = 60;
  private static final int MAX_PER_MINUTE = NotificationControl.MAX_PACE_PER_MINUTE;

  static @Nullable PaceView of(@Nullable Integer perMinute) {
    if (perMinute == null) {
      return null;
    }
    return perMinute % SECONDS == 0
        ? new PaceView(perMinute / SECONDS, null)
        : new PaceView(null, perMinute);
  }

  /**
   * The {@code pace} of a body, in deliveries a minute; null for as fast as it goes.
   *
   * @throws Problem 422 if there is none or it is no pace
   */
  static @Nullable Integer read(JsonMembers body) {
    try {
      if (!body.names().contains("pace")) {
        throw body.invalid("pace", "is required: perSecond, perMinute or null");
      }
      JsonMembers pace = body.optionalObject("pace");
      if (pace == null) {
        return null;
      }
      Integer perSecond = pace.optionalInt("perSecond", 1, MAX_PER_MINUTE / SECONDS);
      Integer perMinute = pace.optionalInt("perMinute", 1, MAX_PER_MINUTE);
      if (perSecond != null && perMinute == null) {
        return perSecond * SECONDS;
      }
      if (perSecond == null && perMinute != null) {
        return perMinute;
      }
      throw body.invalid("pace", "needs exactly one of perSecond and perMinute, or is null");
    } catch (InvalidJson e) {
      throw Problem.of(ProblemKind.UNACCEPTABLE, e);
    }
  }
}
