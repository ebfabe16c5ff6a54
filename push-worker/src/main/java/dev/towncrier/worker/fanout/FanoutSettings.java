package dev.towncrier.worker.fanout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How notifications are fanned out.
 *
 * @param small members of an audience that is sent to at once, on the direct topic, at most, 1 to
 *     10,000; a larger one falls into ranges
 * @param slice subscriptions that a step of a range looks at, and so deliveries that it requests in
 *     one transaction, at most; 1 to 10,000
 * @param ranges how many ranges a large audience falls into, about, 1 to 1,000; at least one for
 *     each push service, and otherwise none that holds less than about a slice
 */
@Validated
@ConfigurationProperties("towncrier.fanout")
public record FanoutSettings(
    @DefaultValue("1000") @Min(1) @Max(10_000) int small,
    @DefaultValue("5000") @Min(1) @Max(10_000) int slice,
    @DefaultValue("32") @Min(1) @Max(1_000) int ranges) {}
