package dev.towncrier.contract.topics;

import java.time.Duration;

/**
 * How long records are kept, at least. Each is from an hour to ten years.
 *
 * @param events notification events; how long all workers may be away without losing one
 * @param steps of fan-outs and replays; one that is paused waits there until its deadline, which is
 *     28 days away at most
 * @param deliveries to be made; how long all workers may be away without losing one
 * @param outcomes how far a reader of outcomes may be behind
 * @param deadLetters events and deliveries that could not be taken, as records
 */
public record TopicRetention(
    Duration events, Duration steps, Duration deliveries, Duration outcomes, Duration deadLetters) {
  private static final Duration LEAST = Duration.ofHours(1);
  private static final Duration MOST = Duration.ofDays(3_653);

  /** How long records are kept unless configured. */
  public static final String DEFAULT = "P7D";

  /** The same of steps: the longest time to live, and a margin. */
  public static final String DEFAULT_OF_STEPS = "P30D";

  /** What topics have unless configured. */
  public static final TopicRetention DEFAULTS =
      new TopicRetention(
          Duration.parse(DEFAULT),
          Duration.parse(DEFAULT_OF_STEPS),
          Duration.parse(DEFAULT),
          Duration.parse(DEFAULT),
          Duration.parse(DEFAULT));

  /** Checks the ranges; what is wrong is said by the settings' names. */
  public TopicRetention {
    require("events", events);
    require("steps", steps);
    require("deliveries", deliveries);
    require("outcomes", outcomes);
    require("dead-letters", deadLetters);
  }

  /**
   * Checks one of them.
   *
   * @param name the setting's, below {@code towncrier.topic-retention}
   */
  public static void require(String name, Duration value) {
    if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "towncrier.topic-retention." + name + " must be from an hour to ten years, not " + value);
    }
  }
}
