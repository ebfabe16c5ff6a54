package dev.towncrier.worker.tracing;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is traced, where {@code otel.exporter.otlp.endpoint} says who keeps traces.
 *
 * @param deliveries the share of a traced notification's deliveries that are traced too, from 0 to
 *     1, beyond the first ten of each step
 */
@Validated
@ConfigurationProperties("towncrier.tracing")
record TracingSettings(@DefaultValue("0.01") @DecimalMin("0") @DecimalMax("1") double deliveries) {}
