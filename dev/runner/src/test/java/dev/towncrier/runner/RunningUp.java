package dev.towncrier.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A running {@code up}, as others see it: by HTTP and Kafka. */
final class RunningUp implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A subscription: its id with us and its token at the push service. */
  record Subscriber(String id, String accessToken, String pushToken) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path dataFolder;
  private final TowncrierProcess process;
  private final Properties settings = new Properties();

  private RunningUp(Path dataFolder, TowncrierProcess process) {
    this.dataFolder = dataFolder;
    this.process = process;
    try (Reader file = Files.newBufferedReader(dataFolder.resolve("up.properties"))) {
      settings.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts everything on free ports, with that many workers inside, and waits until it is ready.
   */
  static RunningUp start(Path dataFolder, int workers) {
    TowncrierProcess process = process(dataFolder, workers);
    process.awaitLine("ready");
    return new RunningUp(dataFolder, process);
  }

  /** What it says when it does not start. */
  static String refusal(Path dataFolder) {
    return process(dataFolder, 0).awaitFailure();
  }

  private static TowncrierProcess process(Path dataFolder, int workers) {
    return TowncrierProcess.start(
        dataFolder,
        Map.of(
            "TOWNCRIER_HTTP_PORT", "0",
            "TOWNCRIER_KAFKA_PORT", "0",
            "TOWNCRIER_PUSH_SERVICE_PORT", "0",
            "TOWNCRIER_WORKERS", Integer.toString(workers)),
        "up");
  }

  TowncrierProcess process() {
    return process;
  }

  /** Starts a worker in a process of its own. */
  TowncrierProcess startWorker() {
    return TowncrierProcess.start(dataFolder, Map.of(), "worker").awaitLine("worker ready");
  }

  /** Runs a command beside it to its end. */
  TowncrierProcess run(int exitStatus, String... command) {
    TowncrierProcess process = TowncrierProcess.start(dataFolder, Map.of(), command);
    if (process.end() != exitStatus) {
      throw new AssertionError(String.join(" ", command) + " said: " + process.output());
    }
    return process;
  }

  /** The key that new subscriptions of the demo application are made with. */
  String applicationServerKey() {
    return get(api("/v1/applications/demo/config")).get("applicationServerKey").stringValue();
  }

  URI api(String path) {
    return URI.create("http://127.0.0.1:" + settings.getProperty("http.port") + path);
  }

  private URI pushService(String path) {
    return URI.create("http://127.0.0.1:" + settings.getProperty("push-service.port") + path);
  }

  /** Subscribes that many visitors of the demo application to everything that {@code body} says. */
  List<Subscriber> subscribe(int count, String topic) {
    ObjectNode order = JSON.createObjectNode();
    order.put("applicationServerKey", applicationServerKey());
    order.put("count", count);
    JsonNode pushes = send("POST", pushService("/subscriptions"), order.toString());
    List<Future<Subscriber>> subscribers = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (JsonNode push : pushes) {
        subscribers.add(executor.submit(() -> subscribe(push, topic)));
      }
    }
    return subscribers.stream().map(RunningUp::result).toList();
  }

  private Subscriber subscribe(JsonNode push, String topic) {
    ObjectNode body = JSON.createObjectNode();
    body.set("subscription", push);
    body.putArray("topics").add(topic);
    JsonNode stored = send("POST", api("/v1/applications/demo/subscriptions"), body.toString());
    String endpoint = push.get("endpoint").stringValue();
    return new Subscriber(
        stored.get("id").stringValue(),
        stored.get("token").stringValue(),
        endpoint.substring(endpoint.lastIndexOf('/') + 1));
  }

  /** Whether the API still knows it. */
  boolean isSubscribed(Subscriber subscriber) {
    HttpRequest request =
        HttpRequest.newBuilder(api("/v1/applications/demo/subscriptions/" + subscriber.id()))
            .header("Authorization", "Bearer " + subscriber.accessToken())
            .build();
    return respond(request).statusCode() == 200;
  }

  /** The push service answers these subscriptions with {@code answer}, a member of a script. */
  void script(List<Subscriber> subscribers, String answer) {
    for (Subscriber subscriber : subscribers) {
      send(
          "PUT",
          pushService("/script/" + subscriber.pushToken()),
          "{\"answers\":[" + answer + "]}");
    }
  }

  /** Publishes to everyone, on Kafka. */
  void publishToAll(String id) {
    String event =
        """
        {"id": "%s", "application": "demo", "audience": {"all": true},
         "notification": {"title": "Hello"}}\
        """
            .formatted(id);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka()), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("push.notifications", event)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode ledgerSummary() {
    return get(pushService("/ledger/summary"));
  }

  void awaitAccepted(long count) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> ledgerSummary().get("accepted").longValue() >= count);
  }

  /** Waits for {@code count} committed outcomes of a notification: how often each kind came. */
  Map<String, Long> awaitOutcomes(String notification, int count) {
    Map<String, Long> counts = new HashMap<>();
    Map<String, String> bySubscription = new HashMap<>();
    for (ConsumerRecord<String, String> record :
        awaitRecords("push.outcomes", notification, count)) {
      JsonNode outcome = JSON.readTree(record.value());
      String before =
          bySubscription.put(
              outcome.get("subscriptionId").stringValue(), outcome.get("outcome").stringValue());
      if (before != null) {
        throw new AssertionError("A second outcome: " + record.value() + " after " + before);
      }
      counts.merge(outcome.get("outcome").stringValue(), 1L, Long::sum);
    }
    return counts;
  }

  /** Waits for {@code count} committed records about a notification and returns all there are. */
  List<ConsumerRecord<String, String>> awaitRecords(String topic, String notification, int count) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      String mark = "\"notificationId\":\"" + notification + "\"";
      Runnable read =
          () ->
              consumer
                  .poll(Duration.ofMillis(300))
                  .forEach(record -> {
                    if (record.value().contains(mark)) {
                      records.add(record);
                    }
                  });
      await()
          .atMost(PATIENCE)
          .until(() -> {
            read.run();
            return records.size() >= count;
          });
      read.run(); // none too many
      return records;
    }
  }

  private String kafka() {
    return "127.0.0.1:" + settings.getProperty("kafka.port");
  }

  private JsonNode get(URI uri) {
    return read(HttpRequest.newBuilder(uri).build());
  }

  private JsonNode send(String method, URI uri, String body) {
    return read(
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8))
            .header("Content-Type", "application/json")
            .build());
  }

  private JsonNode read(HttpRequest request) {
    HttpResponse<String> response = respond(request);
    if (response.statusCode() / 100 != 2) {
      throw new AssertionError(request + ": " + response.statusCode() + " " + response.body());
    }
    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
  }

  private HttpResponse<String> respond(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
