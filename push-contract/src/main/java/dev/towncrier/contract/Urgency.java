package dev.towncrier.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;

/** How much a message matters against the device's battery (RFC 8030 section 5.3). */
public enum Urgency {
  @JsonProperty("very-low")
  VERY_LOW("very-low"),
  @JsonProperty("low")
  LOW("low"),
  @JsonProperty("normal")
  NORMAL("normal"),
  @JsonProperty("high")
  HIGH("high");

  static final List<String> NAMES = Arrays.stream(values()).map(Urgency::header).toList();
  private final String header;

  Urgency(String header) {
    this.header = header;
  }

  /** The value of the {@code Urgency} header, also used in JSON and SQL. */
  public String header() {
    return header;
  }

  /**
   * The urgency of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Urgency of(String name) {
    for (Urgency urgency : values()) {
      if (urgency.header.equals(name)) {
        return urgency;
      }
    }
    throw new IllegalArgumentException("No urgency is called " + name);
  }
}
