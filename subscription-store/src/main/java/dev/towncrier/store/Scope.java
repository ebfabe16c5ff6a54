package dev.towncrier.store;

import java.util.Locale;

/** What an API key may be used for. */
public enum Scope {
  /** To publish, to count an audience and to send a test. */
  PUBLISH,
  /** To read whatever an application has. */
  READ,
  /** Everything. */
  MANAGE;

  /** Its name in JSON and in the database. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope of that {@link #text}. */
  public static Scope of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
