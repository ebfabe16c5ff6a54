package dev.towncrier.worker;

import static dev.towncrier.worker.SpanCollector.attribute;
import static dev.towncrier.worker.SpanCollector.parentId;
import static dev.towncrier.worker.SpanCollector.spanId;
import static dev.towncrier.worker.SpanCollector.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Outcome;
import dev.towncrier.contract.Traceparent;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.worker.WorkerSystem.Subscriber;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the producer's span to the push service's answer, as a collector gets it. */
class TracingIT {
  private static final Traceparent PRODUCER =
      new Traceparent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

  @TempDir Path folder;
  private WorkerSystem system;
  private SpanCollector collector;

  @BeforeEach
  void startSystem() throws IOException {
    system = new WorkerSystem(folder);
    collector = new SpanCollector();
  }

  @AfterEach
  void stopSystem() {
    system.close();
    collector.close();
  }

  @Test
  void followsANotificationFromItsProducerToEveryAnswer() {
    List<Subscriber> subscribers = system.subscribe(2);
    Subscriber busy = subscribers.getFirst();
    system.pushService.answers(busy.push(), ScriptedAnswer.times(1, 503));
    startTracingWorker();

    system.publish("n1", "{\"all\": true}", PRODUCER);
    system.awaitRetries(1);
    system.clock.step(Duration.ofMinutes(1));
    Map<UUID, DeliveryOutcome> outcomes = system.awaitOutcomes(2);

    Span event = collector.await(1, TracingIT::isOfAnEvent).getFirst();
    assertThat(traceId(event)).isEqualTo(PRODUCER.traceId());
    assertThat(parentId(event)).isEqualTo(PRODUCER.spanId());
    assertThat(attribute(event, "towncrier.application")).isEqualTo("shop");
    assertThat(attribute(event, "towncrier.notification.id")).isEqualTo("n1");
    assertThat(attribute(event, "towncrier.requested")).isEqualTo("2");
    List<Span> requests = collector.await(3, TracingIT::isARequest);
    assertThat(requests)
        .hasSize(3)
        .allSatisfy(request -> {
          assertThat(request.getLinks(0).getTraceId()).isEqualTo(event.getTraceId());
          assertThat(request.getLinks(0).getSpanId()).isEqualTo(event.getSpanId());
          assertThat(parentId(request)).isEmpty();
          assertThat(attribute(request, "server.address"))
              .isEqualTo(URI.create(busy.push().endpoint()).getHost());
        });
    String id = outcomes.get(busy.id()).deliveryId();
    String trace = HexFormat.of().formatHex(Base64.getUrlDecoder().decode(id));
    List<Span> attempts =
        requests.stream().filter(request -> traceId(request).equals(trace)).toList();
    assertThat(attempts)
        .extracting(
            attempt -> attribute(attempt, "http.response.status_code"),
            attempt -> attribute(attempt, "http.request.resend_count"),
            attempt -> attribute(attempt, "towncrier.outcome"),
            attempt -> attempt.getStatus().getCode())
        .containsExactly(
            tuple("503", null, null, StatusCode.STATUS_CODE_ERROR),
            tuple("201", "1", "accepted", StatusCode.STATUS_CODE_UNSET));
    for (Subscriber subscriber : subscribers) {
      assertThat(collector.text())
          .contains(subscriber.id().toString())
          .doesNotContain(
              URI.create(subscriber.push().endpoint()).getPath(),
              subscriber.push().keys().p256dh(),
              subscriber.push().keys().auth(),
              "Hello");
    }
  }

  @Test
  void aLargeAudienceIsStepsInOneTraceAndAFewDeliveries() {
    system.subscribe(95);
    startTracingWorker(
        "towncrier.fanout.small=50",
        "towncrier.fanout.slice=40",
        "towncrier.fanout.ranges=1",
        "towncrier.tracing.deliveries=0");

    system.publish("n1", "{\"all\": true}", PRODUCER);
    system.awaitOutcomes(95);

    Span event = collector.await(1, TracingIT::isOfAnEvent).getFirst();
    List<Span> slices = collector.await(3, span -> requested(span) > 0);
    assertThat(slices)
        .allSatisfy(slice -> {
          assertThat(slice.getName()).isEqualTo("process " + system.topics.fanout());
          assertThat(slice.getTraceId()).isEqualTo(event.getTraceId());
        });
    assertThat(slices.stream().mapToLong(TracingIT::requested)).containsExactly(40L, 40L, 15L);
    assertThat(slices.stream().map(SpanCollector::parentId).distinct()).hasSize(1);
    List<Span> requests = collector.await(30, TracingIT::isARequest);
    assertThat(requests.stream().map(SpanCollector::traceId).distinct()).hasSize(30);
    assertThat(requests.stream().map(request -> request.getLinks(0).getSpanId()).distinct())
        .containsExactlyInAnyOrderElementsOf(slices.stream().map(Span::getSpanId).toList());
  }

  @Test
  void theProducerDecidesAndOtherwiseTheSampler() {
    system.subscribe(1);
    startTracingWorker();

    system.publish("n1", "{\"all\": true}", new Traceparent("1".repeat(32), "2".repeat(16), false));
    system.publish("n2", "{\"all\": true}");
    system.awaitAllOutcomes(2);

    Span event = collector.await(1, TracingIT::isOfAnEvent).getFirst();
    assertThat(attribute(event, "towncrier.notification.id")).isEqualTo("n2");
    assertThat(parentId(event)).isEmpty();
    assertThat(collector.await(1, TracingIT::isARequest)).hasSize(1);
  }

  @Test
  void anotherTraceBeginsWhenTheTimeOfANotificationComes() {
    system.subscribe(1);
    startTracingWorker();
    String later = system.clock.instant().plus(Duration.ofHours(1)).toString();

    system.publish("n1", "{\"all\": true}", ", \"sendAt\": \"" + later + "\"");
    system.awaitStored("n1");
    system.clock.step(Duration.ofHours(1));
    system.awaitOutcomes(1);

    Span due = collector.await(1, span -> span.getName().startsWith("send ")).getFirst();
    assertThat(attribute(due, "towncrier.notification.id")).isEqualTo("n1");
    Span step = collector.await(1, span -> parentId(span).equals(spanId(due))).getFirst();
    assertThat(collector.await(1, TracingIT::isARequest).getFirst().getLinks(0).getSpanId())
        .isEqualTo(step.getSpanId());
  }

  @Test
  void aDeliveryWithoutARequestSaysWhatItCameTo() {
    Subscriber subscriber = system.subscribe(1).getFirst();
    system.pushService.answers(subscriber.push(), ScriptedAnswer.times(1, 503));
    startTracingWorker();

    system.publish("n1", "{\"all\": true}", PRODUCER);
    system.awaitRetries(1);
    system.unsubscribe(subscriber);
    system.clock.step(Duration.ofMinutes(1));

    Span decision = collector.await(1, span -> span.getName().equals("decide")).getFirst();
    assertThat(attribute(decision, "towncrier.outcome")).isEqualTo(Outcome.UNSUBSCRIBED.label());
    assertThat(decision.getTraceId())
        .isEqualTo(collector.await(1, TracingIT::isARequest).getFirst().getTraceId());
  }

  @Test
  void holdsUpNothingWhereNobodyTakesSpans() {
    system.subscribe(1);
    collector.close();
    startTracingWorker();

    system.publish("n1", "{\"all\": true}", PRODUCER);

    system.awaitOutcomes(1);
  }

  @Test
  void bearsNoHeadersWhereNothingIsTraced() {
    system.subscribe(1);
    system.startWorker("w1");

    system.publish("n1", "{\"all\": true}", PRODUCER);

    assertThat(system.awaitRecords(system.topics.direct(), 1))
        .allSatisfy(record -> assertThat(record.headers()).isEmpty());
  }

  private void startTracingWorker(String... properties) {
    system.startWorker(
        "w1",
        Stream.concat(Arrays.stream(properties), Arrays.stream(collector.properties()))
            .toArray(String[]::new));
  }

  private static boolean isOfAnEvent(Span span) {
    return attribute(span, "towncrier.notification.id") != null
        && span.getKind() == Span.SpanKind.SPAN_KIND_CONSUMER;
  }

  private static boolean isARequest(Span span) {
    return span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT;
  }

  private static long requested(Span span) {
    String requested = attribute(span, "towncrier.requested");
    return requested == null ? 0 : Long.parseLong(requested);
  }
}
