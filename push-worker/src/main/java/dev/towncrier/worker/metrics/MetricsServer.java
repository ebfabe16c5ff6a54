package dev.towncrier.worker.metrics;

import com.sun.net.httpserver.HttpHandler;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Shows the process's metrics to Prometheus, at {@code /metrics}, and its health. */
public final class MetricsServer implements AutoCloseable {
  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collections;
  private final HTTPServer server;

  private MetricsServer(
      PrometheusMeterRegistry registry, JvmGcMetrics collections, HTTPServer server) {
    this.registry = registry;
    this.collections = collections;
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param health answers for all other paths
   * @throws UncheckedIOException if the port is taken
   */
  static MetricsServer start(MetricsSettings settings, HttpHandler health) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    int port = Objects.requireNonNull(settings.port(), "port");
    try {
      HTTPServer server =
          HTTPServer.builder()
              .hostname(settings.address())
              .port(port)
              .defaultHandler(health)
              .registerHealthHandler(false)
              .registry(registry.getPrometheusRegistry())
              .buildAndStart();
      Metrics.addRegistry(registry);
      return new MetricsServer(registry, collections, server);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Can't show metrics on " + settings.address() + ":" + port + ": " + e.getMessage(), e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    Metrics.removeRegistry(registry);
    server.stop();
    collections.close();
    registry.close();
  }
}
