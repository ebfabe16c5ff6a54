package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Json;
import dev.towncrier.worker.metrics.MetricsServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Whether a worker lives, has started, and can work, as orchestrators ask. */
class HealthIT {
  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private WorkerSystem system;
  private ConfigurableApplicationContext worker;

  @BeforeEach
  void start() {
    system = new WorkerSystem(folder);
  }

  @AfterEach
  void stop() {
    system.close();
    http.close();
  }

  @Test
  void livesAndIsReadyOnceItHasJoinedUnlessAKeyIsMissing() {
    startWorker();

    assertThat(get("/actuator/health/liveness").body())
        .isEqualTo("{\"status\":\"UP\",\"components\":{\"delivery\":{\"status\":\"UP\"}}}");
    assertThat(down("startup")).isEmpty();
    assertThat(down("readiness")).isEmpty();
    assertThat(get("/actuator/health/others").statusCode()).isEqualTo(404);

    String other = "overlay(sealed_delivery_secret placing '\\x0102030405060708' from 2 for 8)";
    system.execute("create table kept as select id, sealed_delivery_secret from application");
    system.execute("update application set sealed_delivery_secret = " + other);
    assertThat(down("readiness")).containsExactly("keys");
    assertThat(down("liveness")).isEmpty();

    system.execute(
        "update application set sealed_delivery_secret = kept.sealed_delivery_secret"
            + " from kept where kept.id = application.id");
    assertThat(down("readiness")).isEmpty();
  }

  @Test
  void isNeitherStartedNorReadyWhileMigrationsAreBehind() {
    system.execute(
        "create table kept as select * from flyway_schema_history"
            + " order by installed_rank desc limit 1");
    system.execute(
        "delete from flyway_schema_history where installed_rank in (select installed_rank from kept)");
    startWorker();

    assertThat(down("startup")).containsExactly("schema");
    assertThat(down("readiness")).containsExactly("schema");
    assertThat(down("liveness")).isEmpty();

    system.execute("insert into flyway_schema_history select * from kept");
    assertThat(down("startup")).isEmpty();
    assertThat(down("readiness")).isEmpty();
  }

  private void startWorker() {
    worker = system.startWorker("asked", "towncrier.metrics.port=0");
  }

  /** Names of the parts that are not up, for a page whose status says the same. */
  private List<String> down(String group) {
    HttpResponse<String> response = get("/actuator/health/" + group);
    JsonNode page = Json.MAPPER.readTree(response.body());
    List<String> down =
        page.get("components").properties().stream()
            .filter(part -> !part.getValue().get("status").stringValue().equals("UP"))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(response.statusCode()).isEqualTo(down.isEmpty() ? 200 : 503);
    assertThat(page.get("status").stringValue()).isEqualTo(down.isEmpty() ? "UP" : "DOWN");
    return down;
  }

  private HttpResponse<String> get(String path) {
    int port = worker.getBean(MetricsServer.class).port();
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(path, e);
    }
  }
}
