package dev.towncrier.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a browser tells of a notification. */
public enum ReceiptEvent {
  /** It was shown. */
  DISPLAYED,
  /** The visitor followed it, or one of its actions. */
  CLICKED,
  /** The visitor closed it without following it. */
  CLOSED;

  /** As JSON, SQL and metrics have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that label. */
  public static Optional<ReceiptEvent> of(String label) {
    return Arrays.stream(values()).filter(event -> event.label().equals(label)).findFirst();
  }
}
