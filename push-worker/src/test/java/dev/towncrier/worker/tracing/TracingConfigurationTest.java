package dev.towncrier.worker.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Topics;
import dev.towncrier.worker.kafka.WorkerSettings;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracingConfigurationTest {
  private final ApplicationContextRunner worker =
      new ApplicationContextRunner()
          .withUserConfiguration(TracingConfiguration.class)
          .withBean(WorkerSettings.class, () -> new WorkerSettings("w1", "push"))
          .withBean(Topics.class, () -> new Topics("push"))
          .withBean(InstantSource.class, () -> InstantSource.fixed(Instant.EPOCH));

  @Test
  void loadsNothingUnlessAnEndpointIsNamed() {
    worker.run(
        context -> assertThat(context.getBean(OpenTelemetry.class)).isSameAs(OpenTelemetry.noop()));
    worker
        .withPropertyValues("otel.exporter.otlp.endpoint=", "otel.traces.sampler=always_on")
        .run(context ->
            assertThat(context.getBean(OpenTelemetry.class)).isSameAs(OpenTelemetry.noop()));
  }

  @Test
  void takesEndpointAndSamplerAsOpenTelemetryNamesThem() {
    worker
        .withPropertyValues(
            "otel.exporter.otlp.traces.endpoint=http://127.0.0.1:1/v1/traces",
            "otel.traces.sampler=parentbased_traceidratio",
            "otel.traces.sampler.arg=0.25",
            "otel.resource.attributes=deployment.environment.name=test")
        .run(context ->
            assertThat(context.getBean(OpenTelemetrySdk.class).toString())
                .contains(
                    "TraceIdRatioBased{0.250000}",
                    "http://127.0.0.1:1/v1/traces",
                    "service.name=\"push-worker\"",
                    "service.instance.id=\"w1\"",
                    "deployment.environment.name=\"test\""));
  }

  @Test
  void refusesAnEndpointThatIsNone() {
    worker
        .withPropertyValues("otel.exporter.otlp.endpoint=collector:4318")
        .run(context ->
            assertThat(context.getStartupFailure())
                .hasStackTraceContaining("OTLP endpoint must be a valid URL: collector:4318"));
  }
}
