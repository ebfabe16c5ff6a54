package dev.towncrier.worker.tracing;

import dev.towncrier.contract.Topics;
import dev.towncrier.worker.kafka.WorkerSettings;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Sends spans as OpenTelemetry's own variables say; nothing is traced, nor loaded for it, unless
 * one of them names an endpoint.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingSettings.class)
class TracingConfiguration {
  private static final Bindable<Map<String, String>> TEXTS =
      Bindable.mapOf(String.class, String.class);

  @Bean(destroyMethod = "") // by what uses it
  OpenTelemetry openTelemetry(Environment environment, WorkerSettings worker) {
    Map<String, String> given = new HashMap<>();
    Binder.get(environment)
        .bind("otel", TEXTS)
        .orElse(Map.of())
        .forEach((name, value) -> given.put("otel." + name, value));
    boolean on =
        StringUtils.hasText(given.get("otel.exporter.otlp.endpoint"))
            || StringUtils.hasText(given.get("otel.exporter.otlp.traces.endpoint"));
    return on ? sdk(given, worker.workerId()) : OpenTelemetry.noop();
  }

  private static OpenTelemetry sdk(Map<String, String> given, String workerId) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook() // it is closed after what it traces
        .addPropertiesSupplier(() -> Map.of("otel.service.name", "push-worker"))
        .addPropertiesCustomizer(_ -> given)
        .addPropertiesCustomizer(_ ->
            Map.of(
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.metrics.exporter", "none", // Prometheus has them
                "otel.logs.exporter", "none"))
        .addResourceCustomizer((named, _) ->
            Resource.builder().put("service.instance.id", workerId).build().merge(named))
        .addTracerProviderCustomizer(
            (provider, _) -> provider.setIdGenerator(new DeliveryTrace.Ids()))
        .addSamplerCustomizer((sampler, _) -> new DeliveryTrace.AlwaysSampled(sampler))
        .build()
        .getOpenTelemetrySdk();
  }

  @Bean
  Tracing tracing(
      OpenTelemetry openTelemetry, Topics topics, TracingSettings settings, InstantSource clock) {
    return new Tracing(openTelemetry, topics, settings.deliveries(), clock);
  }
}
