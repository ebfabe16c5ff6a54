package dev.towncrier.runner.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.runner.JsonClient;
import dev.towncrier.runner.Visitors;
import dev.towncrier.runner.deployment.Image.Container;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the compose file starts, with its environment, secrets, health checks and signals, on a
 * Postgres and a Kafka of the tests.
 */
class DeploymentIT {
  private static final String ADMIN_KEY = "admin-key-of-the-deployment";
  private static final int AUDIENCE = 100;
  private static final String SLOW = "{\"answers\": [{\"status\": 201, \"delayMillis\": 1500}]}";
  private static final String RARE =
      "{\"answers\": [{\"status\": 503, \"times\": 1}, {\"status\": 400, \"times\": 1}]}";

  @TempDir Path folder;

  private final ComposeFile compose = new ComposeFile();
  private final JsonClient http = new JsonClient();
  private final Database database = TestInfrastructure.freshDatabase();
  private final int apiPort = LoopbackPorts.anyFree();
  private final int workerPort = LoopbackPorts.anyFree();
  private final int pushPort = LoopbackPorts.anyFree();
  private final AtomicInteger spansTaken = new AtomicInteger();
  private final List<Container> started = new ArrayList<>();
  private HttpServer collector;

  @BeforeEach
  void startCollector() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          spansTaken.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stopAll() {
    started.forEach(Container::close);
    collector.stop(0);
  }

  @Test
  void migratesDeliversIsWatchedAndStopsWithoutLosingAnything() throws Exception {
    Image apiImage = Image.of("subscription-api", folder);
    Image workerImage = Image.of("push-worker", folder);
    Image simulatorImage = Image.ofLibraries("dev/simulator", folder);

    Container migration = start(apiImage, "migrate", Map.of(), "migrate");
    assertThat(migration.end()).as(() -> String.join("\n", migration.log())).isZero();

    Map<String, String> origins =
        Map.of("TOWNCRIER_PUSH_SERVICE_ALLOWED_ORIGINS", "http://127.0.0.1:" + pushPort);
    Container simulator =
        start(
            simulatorImage,
            "simulator",
            Map.of(),
            "0.0.0.0",
            Integer.toString(pushPort),
            folder.resolve("certificates").toString());
    Container api = start(apiImage, "subscription-api", with(origins, "SERVER_PORT", apiPort));
    Map<String, String> worker = with(origins, "TOWNCRIER_METRICS_PORT", workerPort);
    worker.put(
        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.getAddress().getPort());
    worker.put("TOWNCRIER_FANOUT_SMALL", "50"); // which makes the audience a large one
    worker.put("LOGGING_LEVEL_DEV_TOWNCRIER_WORKER_DELIVERY", "debug");
    Container first = start(workerImage, "push-worker", worker);
    assertThat(first.isHealthy()).as("healthy before it can be").isFalse();
    simulator.awaitHealthy();
    first.awaitHealthy();
    api.awaitHealthy();
    subscribe();
    publish("n1");
    awaitAccepted(AUDIENCE);

    checkPanels();

    http.send("PUT", push("/script"), SLOW);
    publish("n2");
    await().until(() -> metric("towncrier_delivery_in_flight") > 0);
    assertThat(first.stop()).isEqualTo(143);
    Container second = start(workerImage, "push-worker", worker);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          JsonNode n2 = manage("GET", "/v1/applications/shop/notifications/n2", "");
          assertThat(n2.at("/state").stringValue()).isEqualTo("sent");
          assertThat(n2.at("/counts/accepted").intValue()).isEqualTo(AUDIENCE);
        });
    assertThat(http.get(push("/ledger/summary")).get("repeats").intValue()).isZero();
    assertThat(api.stop()).isEqualTo(143);
    assertThat(second.stop()).isEqualTo(143);
    assertThat(List.of(migration, api)).allSatisfy(ran -> isEcs(ran, "subscription-api"));
    assertThat(List.of(first, second)).allSatisfy(ran -> isEcs(ran, "push-worker"));
    assertThat(first.log()).anySatisfy(DeploymentIT::namesADeliveryThatIsTraced);
    assertThat(spansTaken).hasPositiveValue();
    assertThat(simulator.stop()).isEqualTo(143);
  }

  private static Map<String, String> with(Map<String, String> others, String name, int port) {
    Map<String, String> all = new HashMap<>(others);
    all.put(name, Integer.toString(port));
    return all;
  }

  /** Starts a service of the compose file, in which only addresses are changed. */
  private Container start(
      Image image, String service, Map<String, String> addresses, String... arguments)
      throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets-" + service));
    Map<String, String> values =
        Map.of(
            "admin-key", ADMIN_KEY,
            "database-password", database.password(),
            "key-encryption-keys", key());
    for (var secret : compose.secrets(service).entrySet()) {
      Files.writeString(secrets.resolve(secret.getValue()), values.get(secret.getKey()));
    }
    Map<String, String> environment = compose.environment(service);
    environment.putAll(addresses);
    environment.computeIfPresent("SPRING_DATASOURCE_USERNAME", (_, _) -> database.user());
    Container container =
        image.start(
            environment,
            text ->
                text.replace("/run/secrets", secrets.toString())
                    .replace("jdbc:postgresql://postgres:5432/towncrier", database.jdbcUrl())
                    .replace("kafka:9092", TestInfrastructure.kafka())
                    .replace("/127.0.0.1/8080", "/127.0.0.1/" + apiPort)
                    .replace("/127.0.0.1/8081", "/127.0.0.1/" + workerPort)
                    .replace("/127.0.0.1/8443", "/127.0.0.1/" + pushPort),
            arguments);
    started.add(container);
    return container;
  }

  /** One key for all who start. */
  private String key() throws IOException {
    Path file = folder.resolve("key");
    if (Files.notExists(file)) {
      Files.writeString(file, KeyEncryptionKey.random().text());
    }
    return Files.readString(file);
  }

  private void subscribe() {
    manage(
        "POST",
        "/v1/applications",
        """
        {"id": "shop", "name": "Shop", "allowedOrigins": ["https://shop.example"],
         "topics": [{"id": "news", "name": "News"}], "vapidSubject": "mailto:push@shop.example"}
        """);
    var visitors = new Visitors(api("/"), "shop");
    JsonNode pushes =
        http.send(
            "POST",
            push("/subscriptions"),
            "{\"applicationServerKey\": \"%s\", \"count\": %d, \"scheme\": \"http\"}"
                .formatted(visitors.applicationServerKey(), AUDIENCE));
    visitors.subscribe(pushes.valueStream().toList(), "news");
  }

  private void publish(String id) {
    manage(
        "POST",
        "/v1/applications/shop/notifications",
        "{\"id\": \"%s\", \"audience\": {\"all\": true}, \"notification\": {\"title\": \"Hello\"}}"
            .formatted(id));
  }

  private void awaitAccepted(int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> http.get(push("/ledger/summary")).get("accepted").intValue() >= count);
  }

  /** Each panel of each dashboard shows something, and each alert can be watched for. */
  private void checkPanels() throws IOException {
    if (!Prometheus.isInstalled()) {
      assertThat(System.getenv("CI")).as("Prometheus is needed").isNotEqualTo("true");
      return;
    }
    // What the panels of rarer endings show: a retry, a dead letter, and a problem of the API.
    http.send("PUT", push("/script"), RARE);
    publish("rare");
    var unknown = (HttpURLConnection) api("/v1/applications/none/config").toURL().openConnection();
    assertThat(unknown.getResponseCode()).isEqualTo(404);
    awaitAccepted(2 * AUDIENCE - 2);
    try (Prometheus prometheus =
        Prometheus.start(
            Files.createDirectories(folder.resolve("prometheus")), apiPort, workerPort)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .untilAsserted(() ->
              assertThat(Prometheus.panels())
                  .hasSizeGreaterThan(20)
                  .allSatisfy(query -> assertThat(prometheus.found(query)).as(query).isPositive()));
      assertThat(prometheus.watched()).hasSameSizeAs(Prometheus.alerts());
    }
  }

  private double metric(String name) throws IOException {
    try (var page =
        URI.create("http://127.0.0.1:" + workerPort + "/metrics").toURL().openStream()) {
      return new String(page.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + "{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    }
  }

  /** Each line is JSON that names the program. */
  private static void isEcs(Container ran, String service) {
    assertThat(ran.log())
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(JsonMapper.shared().readTree(line).at("/service/name").stringValue())
                .isEqualTo(service));
  }

  private static void namesADeliveryThatIsTraced(String line) {
    JsonNode entry = JsonMapper.shared().readTree(line);
    assertThat(entry.at("/towncrier/notification/id").asString("")).isEqualTo("n1");
    byte[] delivery =
        Base64.getUrlDecoder().decode(entry.at("/towncrier/delivery/id").stringValue());
    assertThat(entry.at("/trace/id").asString("")).isEqualTo(HexFormat.of().formatHex(delivery));
  }

  private JsonNode manage(String method, String path, String body) {
    return http.sendAs(ADMIN_KEY, method, api(path), body);
  }

  private URI api(String path) {
    return URI.create("http://127.0.0.1:" + apiPort + path);
  }

  private URI push(String path) {
    return URI.create("http://127.0.0.1:" + pushPort + path);
  }
}
