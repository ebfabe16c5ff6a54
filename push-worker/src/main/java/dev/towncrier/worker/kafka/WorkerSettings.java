package dev.towncrier.worker.kafka;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which worker this is and which topics it works on; {@link TopicSettings} says what those are
 * like.
 *
 * @param workerId unique among running workers and the same after a restart, so that a worker that
 *     comes back takes up its partitions at once; two with one id shut each other out
 * @param topicPrefix what the names of all Kafka topics begin with: 1 to 100 letters, digits, dots,
 *     underscores and hyphens; as the API's
 */
@Validated
@ConfigurationProperties("towncrier")
public record WorkerSettings(@NotBlank String workerId, @DefaultValue("push") String topicPrefix) {}
