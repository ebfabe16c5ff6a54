package dev.towncrier.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.Visitors.Subscriber;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands beside a running system, and against one that is only known by its URL. */
class CommandsIT {
  private static final Duration SECONDS = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static RunningUp up;

  @BeforeAll
  static void startASystemOfTwoApplications() {
    up = RunningUp.start(folder.resolve("data"), 1);
    up.manage(
        "POST",
        "/v1/applications",
        """
        {"id": "shop", "name": "Shop", "allowedOrigins": ["https://shop.example"],
         "topics": [{"id": "news", "name": "News"}], "vapidSubject": "mailto:push@shop.example"}\
        """);
  }

  @AfterAll
  static void stop() {
    up.close();
  }

  @Test
  void deadLettersAreListedAndTakenBackFromTheCommandLine() {
    List<Subscriber> subscribers = up.subscribe(2, "news");
    up.script(subscribers, "{\"status\": 400, \"times\": 1, \"body\": \"not today\"}");
    up.publishToAll("n1");
    up.awaitOutcomes("n1", 2);

    await()
        .atMost(SECONDS)
        .until(() -> listed("--reason", "refused").get("deadLetters").size() == 2);
    assertThat(up.run(0, "dead-letters", "list").output())
        .contains("refused", "400", "dead-lettered", "n1", "not today")
        .hasLineCount(3);
    assertThat(listed("--limit", "1").get("deadLetters")).hasSize(1);
    assertThat(listed("--reason", "poison").get("deadLetters")).isEmpty();
    assertThat(up.run(1, "dead-letters", "list", "--reason", "lost").output())
        .contains("Not listed, status 422: reason must be one of poison,")
        .hasLineCount(1);

    String id = listed().at("/deadLetters/0/deliveryId").stringValue();
    assertThat(up.run(0, "dead-letters", "show", id).output())
        .contains("deliveryId      " + id, "status          400", "response        not today");
    assertThat(up.run(0, "dead-letters", "drop", "--reason", "poison", "--json").output())
        .isEqualToIgnoringNewLines("{\"count\":0}");
    assertThat(up.run(0, "notification", "show", "n1").output())
        .contains("state         sent", "counts        dead-lettered 2");
    assertThat(up.run(0, "subscriptions", "count", "--topic", "news").output())
        .isEqualToIgnoringNewLines("2");
    JsonNode looked = JsonMapper.shared().readTree(up.run(0, "doctor", "--json").output());
    assertThat(looked.get("ok").booleanValue()).as(looked.toString()).isTrue();

    assertThat(up.run(0, "dead-letters", "replay", "--notification", "other").output())
        .isEqualToIgnoringNewLines("0");
    assertThat(up.run(0, "dead-letters", "replay", "--per-second", "100").output())
        .isEqualToIgnoringNewLines("2");

    up.awaitAccepted(2);
    await().atMost(SECONDS).until(() -> listed().get("deadLetters").isEmpty());
  }

  @Test
  void anotherInstallationIsReachedByItsUrlAndAnApiKey() throws IOException {
    String key = key("manage");
    List<Subscriber> subscribers = up.subscribe("shop", 2, "news");
    up.script(subscribers.subList(0, 1), "{\"status\": 400, \"times\": 1}");
    up.script(subscribers.subList(1, 2), "{\"status\": 400}");
    Path file = folder.resolve("shop.ndjson");

    assertThat(elsewhere(key, "subscriptions", "count", "--all").get("count").intValue())
        .isEqualTo(2);
    assertThat(elsewhere(key, "subscriptions", "export", file.toString()).get("bytes").longValue())
        .isEqualTo(Files.size(file));
    assertThat(elsewhere(key, "subscriptions", "import", file.toString()).toString())
        .startsWith("{\"read\":2,\"added\":0,\"known\":2,\"rejected\":0");
    String before = shop("config").get("applicationServerKey").stringValue();
    assertThat(elsewhere(key, "keys", "rotate").get("publicKey"))
        .isEqualTo(shop("config").get("applicationServerKey"));
    assertThat(shop("config").get("applicationServerKey").stringValue()).isNotEqualTo(before);

    String id = elsewhere(key, "send", "--all", "--title", "Hello").get("id").stringValue();
    await().atMost(SECONDS).until(() -> shop("dead-letters").get("deadLetters").size() == 2);
    JsonNode listed = elsewhere(key, "dead-letters", "list", "--notification", id);
    String letter = listed.at("/deadLetters/1/deliveryId").stringValue();
    assertThat(elsewhere(key, "dead-letters", "show", letter))
        .isEqualTo(listed.at("/deadLetters/1"));
    assertThat(elsewhere(key, "dead-letters", "replay", "--reason", "refused")).isEqualTo(count(2));
    await()
        .atMost(SECONDS)
        .until(() ->
            shop("dead-letters")
                .get("deadLetters")
                .toString()
                .matches(".*\"replays\":1,\"state\":\"dead-l.*"));
    assertThat(elsewhere(key, "dead-letters", "drop", "--reason", "refused")).isEqualTo(count(1));
    await()
        .atMost(SECONDS)
        .until(() -> shop("notifications/" + id).at("/counts/accepted").asInt() == 1);
    assertThat(elsewhere(key, "notification", "show", id).get("counts").toString())
        .isEqualTo("{\"accepted\":1,\"dead-lettered\":1}");

    String at = "2030-01-31T09:00:00Z";
    String later =
        elsewhere(key, "send", "--all", "--title", "Later", "--at", at).get("id").stringValue();
    assertThat(Stream.of("pause", "resume", "cancel"))
        .extracting(action -> elsewhere(key, "notification", action, later).get("state"))
        .extracting(JsonNode::stringValue)
        .containsExactly("paused", "scheduled", "cancelled");
  }

  @Test
  void whoIsRefusedOrReachesNobodyIsToldInOneLine() throws IOException {
    // Larger than what an API reads of a request that it refuses.
    Path large = folder.resolve("large.ndjson");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(64_000_000);
    }
    Path missing = folder.resolve("missing.csv");
    List<List<String>> commands =
        List.of(
            List.of("notification", "show", "n1"),
            List.of("subscriptions", "import", large.toString()),
            List.of("subscriptions", "export", missing.toString()));

    assertThat(refusals("no-key", up.api("/"), commands))
        .containsExactly(
            "Not shown, status 403: The API key is not valid.\n",
            "Not imported, status 403: The API key is not valid.\n",
            "Not exported, status 403: The API key is not valid.\n");
    assertThat(refusals("a-key", URI.create("http://127.0.0.1:1"), commands))
        .allMatch(line -> line.matches("Nothing answers on http://127.0.0.1:1\\. .*\n"));
    assertThat(
            refusals(key("read"), up.api("/"), List.of(List.of("dead-letters", "drop", "--yes"))))
        .singleElement()
        .asString()
        .startsWith("Not dropped, status 403: ");
    assertThat(missing).doesNotExist();
  }

  private static JsonNode listed(String... options) {
    String[] command = new String[3 + options.length];
    command[0] = "dead-letters";
    command[1] = "list";
    command[2] = "--json";
    System.arraycopy(options, 0, command, 3, options.length);
    return JsonMapper.shared().readTree(up.run(0, command).output());
  }

  /** A new API key of the application {@code shop}. */
  private static String key(String scope) {
    String order = "{\"name\": \"Operator\", \"scopes\": [\"" + scope + "\"]}";
    return up.manage("POST", "/v1/applications/shop/api-keys", order).get("key").stringValue();
  }

  private static JsonNode shop(String resource) {
    return up.manage("GET", "/v1/applications/shop/" + resource, "");
  }

  private static JsonNode count(int count) {
    return JsonMapper.shared().createObjectNode().put("count", count);
  }

  /** What a command on {@code shop} prints that knows nothing but URL and key. */
  private static JsonNode elsewhere(String key, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    line.add("--json");
    TowncrierProcess process = start(key, up.api("/"), line);
    int status = process.end();
    assertThat(status).as(process.output()).isZero();
    return JsonMapper.shared().readTree(process.output());
  }

  private static List<String> refusals(String key, URI api, List<List<String>> commands) {
    List<TowncrierProcess> processes =
        commands.stream().map(command -> start(key, api, command)).toList();
    assertThat(processes).allMatch(process -> process.end() == 1);
    return processes.stream().map(TowncrierProcess::output).toList();
  }

  private static TowncrierProcess start(String key, URI api, List<String> command) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--application", "shop", "--url", api.toString()));
    return TowncrierProcess.start(
        folder.resolve("elsewhere"),
        Map.of("TOWNCRIER_ADMIN_KEY", key),
        line.toArray(String[]::new));
  }
}
