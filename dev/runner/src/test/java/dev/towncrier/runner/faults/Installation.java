package dev.towncrier.runner.faults;

import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.runner.CommittedRecords;
import dev.towncrier.runner.TowncrierProcess;
import dev.towncrier.runner.Visitors;
import dev.towncrier.runner.Visitors.Subscriber;
import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.FolderLock;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.system.SpringPart;
import dev.towncrier.runner.system.SystemParts;
import dev.towncrier.simulator.Simulator;
import dev.towncrier.simulator.SimulatorOptions;
import dev.towncrier.simulator.script.Preset;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A system to break: Postgres, broker and workers are processes of their own, the API and the push
 * services run here.
 */
final class Installation implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final DataFolder folder;
  private final FolderLock lock;
  private final List<Simulator> pushServices;
  private final Server postgres;
  private final Server kafka;
  private final RunningSystem system;
  private final SpringPart api;
  private final Visitors visitors;
  private final Books books;
  private final List<TowncrierProcess> workers = new ArrayList<>();

  /** Starts everything but workers, with that many push services, each an origin of its own. */
  static Installation start(Path temporary, int pushServices) throws Exception {
    return new Installation(temporary, pushServices);
  }

  private Installation(Path temporary, int count) throws Exception {
    folder = new DataFolder(temporary.resolve("data"));
    lock = folder.lock();
    postgres = Server.postgres(folder.postgres());
    kafka = Server.kafka(folder.kafka());
    pushServices =
        IntStream.range(0, count)
            .mapToObj(_ -> Simulator.start(SimulatorOptions.in(folder.simulator())))
            .toList();
    SystemParts.trust(folder, pushServices.getFirst());
    system =
        new RunningSystem(
            LoopbackPorts.anyFree(),
            kafka.port(),
            pushServices.getFirst().port(),
            "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + ServerMain.DATABASE,
            "postgres",
            "postgres",
            "push",
            pushServices.stream().flatMap(Installation::origins).toList(),
            folder.trustedCertificates(),
            Optional.of(folder.keyFile().path()));
    postgres.awaitReady();
    kafka.awaitReady();
    SystemParts.prepare(folder, system);
    folder.remember(system);
    api = SystemParts.api(system, new AdminKey("admin"));
    visitors = new Visitors(URI.create("http://127.0.0.1:" + system.httpPort()));
    books = new Books(system.kafka(), "push.outcomes", pushServices);
  }

  private static Stream<String> origins(Simulator pushService) {
    return Stream.of(Preset.Service.values())
        .map(known -> "https://" + known.host() + ":" + pushService.port());
  }

  Simulator pushService(int number) {
    return pushServices.get(number);
  }

  Server postgres() {
    return postgres;
  }

  Server kafka() {
    return kafka;
  }

  Books books() {
    return books;
  }

  /** Subscribes that many visitors at a push service. */
  List<Subscriber> subscribe(int pushService, int count) {
    return subscribe(pushService, count, Preset.Service.ANY.host());
  }

  /** The same under a name that workers have to resolve to this machine. */
  List<Subscriber> subscribe(int pushService, int count, String host) {
    var order = SubscriptionOrder.of(count, visitors.applicationServerKey()).at(host);
    List<JsonNode> pushes =
        pushServices.get(pushService).subscribe(order).stream()
            .<JsonNode>map(JSON::valueToTree)
            .toList();
    return visitors.subscribe(pushes, "news");
  }

  /** Whether the API still knows it. */
  boolean isSubscribed(Subscriber subscriber) {
    return visitors.isSubscribed(subscriber);
  }

  /** Starts a worker and does not wait for it. */
  TowncrierProcess startWorker(Map<String, String> environment) {
    var worker = TowncrierProcess.start(folder.path(), environment, "worker");
    workers.add(worker);
    return worker;
  }

  /** Starts a worker and waits until it takes part. */
  TowncrierProcess awaitWorker() {
    return startWorker(Map.of()).awaitLine("worker ready");
  }

  /** Publishes to everybody, on Kafka; these subscribers are everybody. */
  void publish(String id, Duration ttl, List<Subscriber> everybody) {
    books.expect(id, everybody);
    String event =
        """
        {"id": "%s", "application": "demo", "audience": {"all": true},
         "notification": {"title": "Hello"}, "ttl": %d}\
        """
            .formatted(id, ttl.toSeconds());
    write("push.notifications", List.of(event.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes these values to a topic, with keys of their own, and waits until Kafka has them. */
  void write(String topic, List<byte[]> values) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", system.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var sent =
          values.stream()
              .map(value -> producer.send(new ProducerRecord<byte[], byte[]>(topic, value)))
              .toList();
      for (var each : sent) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a topic from its beginning. */
  CommittedRecords records(String topic) {
    return new CommittedRecords(system.kafka(), topic);
  }

  @Override
  public void close() {
    books.close();
    workers.forEach(TowncrierProcess::kill);
    api.close();
    pushServices.forEach(Simulator::close);
    kafka.close();
    postgres.close();
    lock.close();
  }
}
