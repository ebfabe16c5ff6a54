package dev.towncrier.store;

/** What services have decided about a notification. */
public enum NotificationState {
  /** It goes out, now or when it is time. */
  SENDING("sending"),
  /** Nothing more is sent until it is resumed. */
  PAUSED("paused"),
  /** Nothing more is sent. */
  CANCELLED("cancelled");

  private final String label;

  NotificationState(String label) {
    this.label = label;
  }

  /**
   * The state of that label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NotificationState of(String label) {
    for (NotificationState state : values()) {
      if (state.label.equals(label)) {
        return state;
      }
    }
    throw new IllegalArgumentException("No state is called " + label);
  }

  /** The name in JSON and SQL. */
  public String label() {
    return label;
  }
}
