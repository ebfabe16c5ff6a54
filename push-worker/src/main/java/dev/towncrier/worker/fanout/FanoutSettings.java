package dev.towncrier.worker.fanout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How notifications are fanned out.
 *
 * @param slice deliveries requested in one transaction, at most; an audience that fits into one
 *     counts as small
 */
@Validated
@ConfigurationProperties("towncrier.fanout")
public record FanoutSettings(@DefaultValue("1000") @Min(1) @Max(10_000) int slice) {}
