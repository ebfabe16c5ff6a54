package dev.towncrier.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step of a fan-out that takes several. It begins once and falls into ranges; each range goes on
 * slice by slice and ends. Internal: no contract with others.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FanoutStep.Begin.class, name = "begin"),
  @JsonSubTypes.Type(value = FanoutStep.Range.class, name = "range"),
  @JsonSubTypes.Type(value = FanoutStep.End.class, name = "end")
})
public sealed interface FanoutStep {
  /** The notification's application. */
  String application();

  /** The notification's id within the application. */
  String notificationId();

  /**
   * The fan-out begins.
   *
   * @param token tells this beginning from another one of the same notification, of which only one
   *     counts
   */
  record Begin(String application, String notificationId, UUID token) implements FanoutStep {
    /** Checks that nothing is missing. */
    public Begin {
      requireNonNull(application, "application");
      requireNonNull(notificationId, "notificationId");
      requireNonNull(token, "token");
    }
  }

  /**
   * A range goes on: the subscriptions of one push service between two ids.
   *
   * @param number of the range, from 0
   * @param of ranges that the fan-out fell into, from 1
   * @param pushService origin
   * @param after the last subscription that was read, or that lies before the range
   * @param upTo the last subscription id of the range
   * @param requested deliveries that the range has requested so far
   * @param due when its next slice may be requested; null for at once
   * @param pacePerMinute the pace that {@code due} comes from; null if it comes from none
   */
  record Range(
      String application,
      String notificationId,
      int number,
      int of,
      String pushService,
      UUID after,
      UUID upTo,
      long requested,
      @Nullable Instant due,
      @Nullable Integer pacePerMinute)
      implements FanoutStep {
    /** Checks that nothing is missing. */
    public Range {
      requireNonNull(application, "application");
      requireNonNull(notificationId, "notificationId");
      requireNonNull(pushService, "pushService");
      requireNonNull(after, "after");
      requireNonNull(upTo, "upTo");
    }

    /** The same range after a slice. */
    public Range goingOn(
        UUID after, long requested, @Nullable Instant due, @Nullable Integer pacePerMinute) {
      return new Range(
          application,
          notificationId,
          number,
          of,
          pushService,
          after,
          upTo,
          requested,
          due,
          pacePerMinute);
    }

    /** Its end. */
    public End ended(long requested, long left, @Nullable Outcome leftAs) {
      return new End(application, notificationId, number, of, requested, left, leftAs);
    }
  }

  /**
   * A range has ended.
   *
   * @param number of the range, from 0
   * @param of ranges that the fan-out fell into, from 1
   * @param requested deliveries that it has requested in all
   * @param left members whose deliveries are not requested any more
   * @param leftAs what became of these; null if there are none
   */
  record End(
      String application,
      String notificationId,
      int number,
      int of,
      long requested,
      long left,
      @Nullable Outcome leftAs)
      implements FanoutStep {
    /** Checks that nothing is missing. */
    public End {
      requireNonNull(application, "application");
      requireNonNull(notificationId, "notificationId");
      if (left > 0) {
        requireNonNull(leftAs, "leftAs");
      }
    }
  }
}
