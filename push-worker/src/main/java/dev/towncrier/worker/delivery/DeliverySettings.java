package dev.towncrier.worker.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a worker delivers.
 *
 * @param window deliveries started and not yet committed, at most, 1 to 100,000; so many may be
 *     repeated after a kill
 * @param concurrencyPerPushService the largest window of requests in flight to one push service, 1
 *     to 10,000; it adapts below that
 * @param commitInterval time between two commits
 * @param drainTimeout how long requests in flight may take to finish when a worker stops or lets
 *     partitions go
 */
@Validated
@ConfigurationProperties("towncrier.delivery")
public record DeliverySettings(
    @DefaultValue("2000") @Min(1) @Max(100_000) int window,
    @DefaultValue("1000") @Min(1) @Max(10_000) int concurrencyPerPushService,
    @DefaultValue("100ms") Duration commitInterval,
    @DefaultValue("20s") Duration drainTimeout) {}
