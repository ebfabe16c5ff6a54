package dev.towncrier.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.towncrier.contract.publish.NotificationEvent;
import dev.towncrier.contract.publish.NotificationPublisher;
import dev.towncrier.infrastructure.KafkaBroker;
import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.runner.doctor.Examination;
import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.system.SpringPart;
import dev.towncrier.runner.system.SystemParts;
import dev.towncrier.simulator.Simulator;
import dev.towncrier.simulator.SimulatorOptions;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole path on a broker that lets everyone do what docs/kafka-acls.txt allows, no more. */
class GuardedKafkaIT {
  private static final Path ACLS = Path.of("../../docs/kafka-acls.txt");
  private static final Map<String, String> PASSWORDS =
      Stream.of("admin", "towncrier-api", "towncrier-worker", "shop", "shop-outcomes")
          .collect(Collectors.toMap(Function.identity(), user -> "password-of-" + user));

  private static final Duration SECONDS = Duration.ofSeconds(30);
  private static final String JAAS = "spring.kafka.properties.sasl.jaas.config";

  @TempDir private Path temporary;

  @Test
  @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a stream has no end
  void takesEventsTellsOutcomesAndReplaysByTheDocumentedRightsAlone() throws Exception {
    try (KafkaBroker broker = KafkaBroker.guarded("admin", PASSWORDS);
        Simulator pushService = Simulator.start(SimulatorOptions.in(temporary.resolve("push")))) {
      allow(broker);
      RunningSystem system = prepare(broker, pushService);
      try (SpringPart _ = SystemParts.worker(system, properties("towncrier-worker"));
          SpringPart _ =
              SystemParts.api(system, new AdminKey("admin"), properties("towncrier-api"))) {
        makeShop(system);
        subscribe(system, pushService);
        try (BufferedReader stream = stream(system)) {
          String event = publish(broker, "push.notifications.shop");
          String posted = post(system);

          assertThat(outcomes(broker, 2))
              .containsExactlyInAnyOrder(event + " accepted", posted + " accepted");
          assertThat(stream.lines().filter(line -> line.equals("event: backlog")).findFirst())
              .isPresent();
          assertThat(stream.lines().filter(line -> line.contains("\"accepted\":")).findFirst())
              .isPresent();
        }
        replays(system, broker, pushService);
        namesWhatKafkaDoesNotAllow(system);
      }
      assertThatThrownBy(() -> publish(broker, "push.notifications.demo"))
          .hasStackTraceContaining(TopicAuthorizationException.class.getSimpleName());
      assertThatThrownBy(() -> publish(broker, "push.notifications"))
          .hasStackTraceContaining(TopicAuthorizationException.class.getSimpleName());
    }
  }

  private void allow(KafkaBroker broker) throws Exception {
    try (Admin admin = Admin.create(client(broker, "admin"))) {
      admin.createAcls(acls()).all().get();
    }
  }

  /** The file's lines are arguments of kafka-acls.sh. */
  private static List<AclBinding> acls() throws IOException {
    List<AclBinding> acls = new ArrayList<>();
    for (String line : Files.readAllLines(ACLS)) {
      if (line.startsWith("#")) {
        continue;
      }
      Map<String, List<String>> options = options(line);
      PatternType pattern =
          options.containsKey("--resource-pattern-type")
              ? PatternType.PREFIXED
              : PatternType.LITERAL;
      String principal = options.get("--allow-principal").getFirst();
      for (String operation : options.get("--operation")) {
        var entry =
            new AccessControlEntry(principal, "*", operation(operation), AclPermissionType.ALLOW);
        options.forEach((option, values) ->
            resource(option)
                .ifPresent(type ->
                    values.forEach(name ->
                        acls.add(
                            new AclBinding(new ResourcePattern(type, name, pattern), entry)))));
      }
    }
    return acls;
  }

  private static Map<String, List<String>> options(String line) {
    Map<String, List<String>> options = new HashMap<>();
    List<String> words = Arrays.asList(line.split(" ", -1));
    for (int i = 0; i < words.size(); i += 2) {
      options.computeIfAbsent(words.get(i), _ -> new ArrayList<>()).add(words.get(i + 1));
    }
    return options;
  }

  private static Optional<ResourceType> resource(String option) {
    return switch (option) {
      case "--topic" -> Optional.of(ResourceType.TOPIC);
      case "--group" -> Optional.of(ResourceType.GROUP);
      case "--transactional-id" -> Optional.of(ResourceType.TRANSACTIONAL_ID);
      default -> Optional.empty();
    };
  }

  private static AclOperation operation(String name) {
    return switch (name) {
      case "DescribeConfigs" -> AclOperation.DESCRIBE_CONFIGS;
      default -> AclOperation.fromString(name);
    };
  }

  private RunningSystem prepare(KafkaBroker broker, Simulator pushService) {
    var folder = new DataFolder(temporary.resolve("data"));
    folder.create();
    SystemParts.trust(folder, pushService);
    var database = TestInfrastructure.freshDatabase();
    var system =
        new RunningSystem(
            LoopbackPorts.anyFree(),
            broker.port(),
            pushService.port(),
            database.jdbcUrl(),
            database.user(),
            database.password(),
            "push",
            pushService.origins(),
            folder.trustedCertificates(),
            Optional.of(folder.keyFile().path()));
    SystemParts.prepareDatabase(folder, system);
    return system;
  }

  private static Map<String, String> properties(String user) {
    Map<String, String> properties = new HashMap<>();
    sasl(user).forEach((name, value) -> properties.put("spring.kafka.properties." + name, value));
    properties.put("towncrier.topic-partitions", "1");
    return properties;
  }

  private static Map<String, Object> client(KafkaBroker broker, String user) {
    Map<String, Object> config = new HashMap<>(sasl(user));
    config.put("bootstrap.servers", broker.bootstrapServers());
    return config;
  }

  private static Map<String, String> sasl(String user) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
            + user
            + "\" password=\""
            + PASSWORDS.get(user)
            + "\";");
  }

  private static void makeShop(RunningSystem system) {
    new JsonClient()
        .sendAs(
            "admin",
            "POST",
            api(system, "/v1/applications"),
            """
            {"id": "shop", "name": "Shop", "allowedOrigins": ["https://shop.example"],
             "topics": [{"id": "news", "name": "News"}],
             "vapidSubject": "mailto:push@shop.example", "navigate": "https://shop.example/"}\
            """);
  }

  private static void replays(RunningSystem system, KafkaBroker broker, Simulator pushService) {
    URI letters = api(system, "/v1/applications/shop/dead-letters");
    var http = new JsonClient();
    pushService.answers(ScriptedAnswer.times(1, 400));
    String refused = post(system);
    assertThat(outcomes(broker, 1)).containsExactly(refused + " dead-lettered");
    await()
        .atMost(SECONDS)
        .until(() -> http.sendAs("admin", "GET", letters, "").get("deadLetters").size() == 1);

    URI replay = api(system, "/v1/applications/shop/dead-letters/replay");
    assertThat(http.sendAs("admin", "POST", replay, "{}").get("count").intValue()).isOne();
    assertThat(outcomes(broker, 1)).containsExactly(refused + " accepted");
  }

  /** The doctor has the rights of whoever asks. */
  private static void namesWhatKafkaDoesNotAllow(RunningSystem system) {
    Map<String, String> worker = properties("towncrier-worker");
    assertThat(Examination.faults(system, worker)).isEmpty();
    assertThat(Examination.faults(system, properties("shop")))
        .hasSize(14)
        .containsOnly("topic-unreadable");
    Map<String, String> wrong = new HashMap<>(worker);
    wrong.computeIfPresent(JAAS, (_, config) -> config.replace("password-of", "not-that-of"));
    assertThat(Examination.faults(system, wrong)).containsExactly("kafka-authentication");
    assertThat(Examination.faults(system, Map.of())).containsExactly("kafka-unreachable");
  }

  /** The event stream as an operator has it; it ends in a failure if it says nothing for long. */
  private static BufferedReader stream(RunningSystem system) throws IOException {
    URLConnection connection = api(system, "/v1/applications/shop/stream").toURL().openConnection();
    connection.setReadTimeout(15_000);
    connection.setRequestProperty("Authorization", "Bearer admin");
    return new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
  }

  private static void subscribe(RunningSystem system, Simulator pushService) {
    var visitors = new Visitors(api(system, "/"), "shop");
    var order = SubscriptionOrder.of(1, visitors.applicationServerKey());
    List<JsonNode> pushes =
        pushService.subscribe(order).stream()
            .<JsonNode>map(push -> JsonMapper.shared().valueToTree(push))
            .toList();
    visitors.subscribe(pushes, "news");
  }

  private static String publish(KafkaBroker broker, String topic) {
    Map<String, Object> settings = client(broker, "shop");
    settings.put("max.block.ms", "5000");
    try (var publisher = new NotificationPublisher(settings, "shop", topic)) {
      return publisher.publish(NotificationEvent.titled("Hello").toTopics("news"));
    }
  }

  private static String post(RunningSystem system) {
    return new JsonClient()
        .sendAs(
            "admin",
            "POST",
            api(system, "/v1/applications/shop/notifications"),
            "{\"audience\": {\"all\": true}, \"notification\": {\"title\": \"Hello\"}}")
        .get("id")
        .stringValue();
  }

  private static URI api(RunningSystem system, String path) {
    return URI.create("http://127.0.0.1:" + system.httpPort() + path);
  }

  private static List<String> outcomes(KafkaBroker broker, int count) {
    Map<String, Object> config = client(broker, "shop-outcomes");
    config.put("group.id", "shop-outcomes");
    config.put("auto.offset.reset", "earliest");
    config.put("isolation.level", "read_committed");
    List<String> outcomes = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("push.outcomes"));
      await()
          .atMost(SECONDS)
          .until(() -> {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
              JsonNode outcome = JsonMapper.shared().readTree(record.value());
              outcomes.add(
                  outcome.get("notificationId").stringValue()
                      + " "
                      + outcome.get("outcome").stringValue());
            }
            return outcomes.size() >= count;
          });
      consumer.commitSync();
    }
    return outcomes;
  }
}
