package dev.towncrier.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** Takes spans as collectors do: OTLP over HTTP, in protobuf. */
final class SpanCollector implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> resources = new CopyOnWriteArrayList<>();

  SpanCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** The properties of a worker that sends its spans here, soon. */
  String[] properties() {
    return new String[] {
      "otel.exporter.otlp.endpoint=http://127.0.0.1:" + server.getAddress().getPort(),
      "otel.bsp.schedule.delay=100"
    };
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      var body =
          packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body.readAllBytes());
      request
          .getResourceSpansList()
          .forEach(group -> {
            resources.add(group.getResource().toString());
            group.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
          });
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Waits until {@code count} spans of that kind have come, and returns them; no more may come. */
  List<Span> await(int count, Predicate<Span> kind) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> spans.stream().filter(kind).toList(), found -> found.size() >= count);
  }

  /** All that has come, as text. */
  String text() {
    return spans + "\n" + resources;
  }

  /** An attribute as text; null if the span has none of that name. */
  static String attribute(Span span, String name) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(name))
        .map(KeyValue::getValue)
        .map(SpanCollector::text)
        .findAny()
        .orElse(null);
  }

  private static String text(AnyValue value) {
    return value.hasIntValue() ? String.valueOf(value.getIntValue()) : value.getStringValue();
  }

  static String traceId(Span span) {
    return HexFormat.of().formatHex(span.getTraceId().toByteArray());
  }

  static String spanId(Span span) {
    return HexFormat.of().formatHex(span.getSpanId().toByteArray());
  }

  static String parentId(Span span) {
    return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
