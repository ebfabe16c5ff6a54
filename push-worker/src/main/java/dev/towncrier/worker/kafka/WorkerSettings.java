package dev.towncrier.worker.kafka;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which worker this is and which topics it works on.
 *
 * @param workerId unique among running workers and the same after a restart, so that a worker that
 *     comes back takes up its partitions at once
 * @param topicPrefix of every topic's name
 * @param topicPartitions of the topics that are created; it bounds how many workers share the work
 */
@Validated
@ConfigurationProperties("towncrier")
public record WorkerSettings(
    @NotBlank String workerId,
    @DefaultValue("push") String topicPrefix,
    @DefaultValue(WorkerSettings.DEFAULT_PARTITIONS) @Min(1) @Max(1_000) int topicPartitions) {
  /** Partitions of each topic unless configured. */
  public static final String DEFAULT_PARTITIONS = "12";
}
