package dev.towncrier.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.Visitors.Subscriber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A running {@code up}, as others see it: by HTTP and Kafka. */
final class RunningUp implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final JsonClient http = new JsonClient();
  private final Path dataFolder;
  private final TowncrierProcess process;
  private final Properties settings = new Properties();
  private final Visitors visitors;

  private RunningUp(Path dataFolder, TowncrierProcess process) {
    this.dataFolder = dataFolder;
    this.process = process;
    try (Reader file = Files.newBufferedReader(dataFolder.resolve("up.properties"))) {
      settings.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    visitors = new Visitors(api("/"));
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
    return visitors.applicationServerKey();
  }

  URI api(String path) {
    return URI.create("http://127.0.0.1:" + settings.getProperty("http.port") + path);
  }

  private URI pushService(String path) {
    return URI.create("http://127.0.0.1:" + settings.getProperty("push-service.port") + path);
  }

  /** Subscribes that many visitors of the demo application to a topic. */
  List<Subscriber> subscribe(int count, String topic) {
    return subscribe(visitors, count, topic);
  }

  /** Subscribes that many visitors of that application to a topic. */
  List<Subscriber> subscribe(String application, int count, String topic) {
    return subscribe(new Visitors(api("/"), application), count, topic);
  }

  private List<Subscriber> subscribe(Visitors visitors, int count, String topic) {
    ObjectNode order = JSON.createObjectNode();
    order.put("applicationServerKey", visitors.applicationServerKey());
    order.put("count", count);
    JsonNode pushes = http.send("POST", pushService("/subscriptions"), order.toString());
    return visitors.subscribe(pushes.valueStream().toList(), topic);
  }

  /** Whether the API still knows it. */
  boolean isSubscribed(Subscriber subscriber) {
    return visitors.isSubscribed(subscriber);
  }

  /** The push service answers these subscriptions with {@code answer}, a member of a script. */
  void script(List<Subscriber> subscribers, String answer) {
    for (Subscriber subscriber : subscribers) {
      http.send(
          "PUT",
          pushService("/script/" + subscriber.pushToken()),
          "{\"answers\":[" + answer + "]}");
    }
  }

  /** What the API answers to the holder of the admin key. */
  JsonNode manage(String method, String path, String body) {
    return http.sendAs(adminKey(), method, api(path), body);
  }

  /** The demo application's event stream, as the holder of the admin key has it. */
  BufferedReader stream() {
    try {
      URLConnection connection = api("/v1/applications/demo/stream").toURL().openConnection();
      connection.setRequestProperty("Authorization", "Bearer " + adminKey());
      return new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String adminKey() {
    try {
      return Files.readString(dataFolder.resolve("admin-key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the push service decrypted last. */
  JsonNode lastMessage() {
    JsonNode entries = http.get(pushService("/ledger"));
    return JSON.readTree(entries.get(entries.size() - 1).get("plaintext").stringValue());
  }

  /** Publishes to everyone, on Kafka. */
  void publishToAll(String id) {
    publishToAll("push.notifications", "demo", id);
  }

  /** Publishes to everyone of that application, on that topic. */
  void publishToAll(String topic, String application, String id) {
    String event =
        """
        {"id": "%s", "application": "%s", "audience": {"all": true},
         "notification": {"title": "Hello"}}\
        """
            .formatted(id, application);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka()), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, event)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode ledgerSummary() {
    return http.get(pushService("/ledger/summary"));
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
    try (var reader = new CommittedRecords(kafka(), topic)) {
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      String mark = "\"notificationId\":\"" + notification + "\"";
      Runnable read =
          () ->
              reader
                  .further()
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

  @Override
  public void close() {
    process.close();
  }
}
