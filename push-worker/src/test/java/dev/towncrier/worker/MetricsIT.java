package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.worker.metrics.MetricsServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker shows to Prometheus. */
class MetricsIT {
  @TempDir Path folder;

  @Test
  void tellsHowDeliveriesAndPushServicesAreDoing() throws IOException, InterruptedException {
    try (WorkerSystem system = new WorkerSystem(folder)) {
      system.subscribe(3);
      system.pushService.answers(ScriptedAnswer.times(1, 503), ScriptedAnswer.always(201));
      int port =
          system
              .startWorker("measured", "towncrier.metrics.port=0", "towncrier.fanout.small=1")
              .getBean(MetricsServer.class)
              .port();

      system.publish("n1", "{\"all\": true}");
      system.awaitOutcomes(2);

      String service = "push_service=\"" + system.pushService.httpsOrigin() + "\"";
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() ->
              assertThat(scrape(port))
                  .contains(
                      "towncrier_delivery_answers_seconds_count{answer=\"accepted\"," + service)
                  .contains("towncrier_delivery_answers_seconds_count{answer=\"unavailable\",")
                  .contains("towncrier_delivery_ended_total{outcome=\"accepted\"} ")
                  .contains("towncrier_delivery_retries_total{kind=\"retry\"} ")
                  .contains("towncrier_delivery_in_flight{worker=\"measured\"} 0.0")
                  .contains("towncrier_push_service_window{" + service)
                  .contains("towncrier_crypto_backend{name=")
                  .contains("towncrier_fanout_requested_total ")
                  .contains("towncrier_fanout_steps_waiting{worker=\"measured\"} ")
                  .contains("towncrier_fanout_lag{worker=\"measured\"} ")
                  .contains("towncrier_dead_letters_total{reason=\"refused\"} ")
                  .contains("jvm_memory_used_bytes"));
      assertThat(scrape(port)).doesNotContain("/push/");
    }
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
