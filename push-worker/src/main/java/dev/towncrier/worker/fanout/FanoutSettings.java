package dev.towncrier.worker.fanout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How notifications are fanned out.
 *
 * @param small members of an audience that is sent to at once, at most; a larger one falls into
 *     ranges
 * @param slice subscriptions that a step of a range looks at, at most; those of them that are in
 *     the audience are requested in one transaction
 * @param ranges that a large audience falls into, about; at least one for each push service
 */
@Validated
@ConfigurationProperties("towncrier.fanout")
public record FanoutSettings(
    @DefaultValue("1000") @Min(1) @Max(10_000) int small,
    @DefaultValue("5000") @Min(1) @Max(10_000) int slice,
    @DefaultValue("32") @Min(1) @Max(1_000) int ranges) {}
