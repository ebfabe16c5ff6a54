package dev.towncrier.worker.metrics;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where a worker shows its metrics.
 *
 * @param address where metrics and health listen
 * @param port where metrics are shown to Prometheus, and health; 0 for any free one, up to 65,535;
 *     null for none: they are not shown
 */
@Validated
@ConfigurationProperties("towncrier.metrics")
public record MetricsSettings(
    @DefaultValue("127.0.0.1") String address, @Min(0) @Max(65_535) @Nullable Integer port) {}
