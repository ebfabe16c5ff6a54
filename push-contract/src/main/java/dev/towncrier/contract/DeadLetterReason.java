package dev.towncrier.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Why a delivery stands in the dead-letter topic. */
public enum DeadLetterReason {
  /** The record could not be read. */
  @JsonProperty("poison")
  POISON("poison"),
  /** The push service does not take a message of that size. */
  @JsonProperty("payload-too-large")
  PAYLOAD_TOO_LARGE("payload-too-large"),
  /** The push service does not take our identity (RFC 8292): an installation's fault. */
  @JsonProperty("vapid-rejected")
  VAPID_REJECTED("vapid-rejected"),
  /** The subscription was made with another application server key. */
  @JsonProperty("key-mismatch")
  KEY_MISMATCH("key-mismatch"),
  /** Any other refusal. */
  @JsonProperty("refused")
  REFUSED("refused"),
  /** Retries ended before the push service took it. */
  @JsonProperty("attempts-exhausted")
  ATTEMPTS_EXHAUSTED("attempts-exhausted");

  private final String label;

  DeadLetterReason(String label) {
    this.label = label;
  }

  /** The reason of that label, if there is one. */
  public static Optional<DeadLetterReason> of(String label) {
    return Arrays.stream(values()).filter(reason -> reason.label.equals(label)).findFirst();
  }

  /** The labels of all reasons. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(DeadLetterReason::label).toList();
  }

  /** The name in JSON, SQL, Kafka headers and metrics. */
  public String label() {
    return label;
  }
}
