package dev.towncrier.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a delivery ended; each ends in exactly one of these. */
public enum Outcome {
  /** The push service took the message; the browser may not have it yet. */
  @JsonProperty("accepted")
  ACCEPTED("accepted"),
  /** The deadline came first. */
  @JsonProperty("expired")
  EXPIRED("expired"),
  /** The push service said that the subscription no longer exists. */
  @JsonProperty("gone")
  GONE("gone"),
  /** The visitor unsubscribed, or is another user than it was for, before it was sent. */
  @JsonProperty("unsubscribed")
  UNSUBSCRIBED("unsubscribed"),
  /** The notification was cancelled before it was sent. */
  @JsonProperty("cancelled")
  CANCELLED("cancelled"),
  /** A newer message with the same collapse key went first. */
  @JsonProperty("superseded")
  SUPERSEDED("superseded"),
  /** A rule of ours kept it from being sent. */
  @JsonProperty("suppressed")
  SUPPRESSED("suppressed"),
  /** It can't be delivered; it stands in the dead-letter topic with the reason. */
  @JsonProperty("dead-lettered")
  DEAD_LETTERED("dead-lettered");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /**
   * The outcome of that label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Outcome of(String label) {
    for (Outcome outcome : values()) {
      if (outcome.label.equals(label)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("No outcome is called " + label);
  }

  /** The name in JSON, SQL and metrics. */
  public String label() {
    return label;
  }
}
