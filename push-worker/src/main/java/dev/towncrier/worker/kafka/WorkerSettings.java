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
 *     comes back takes up its partitions at once
 * @param topicPrefix of every topic's name
 */
@Validated
@ConfigurationProperties("towncrier")
public record WorkerSettings(@NotBlank String workerId, @DefaultValue("push") String topicPrefix) {}
