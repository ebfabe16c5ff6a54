package dev.towncrier.runner.deployment;

import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.runner.JsonClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus with our configuration, which finds what it watches at ports of this machine. */
final class Prometheus implements AutoCloseable {
  private static final Pattern FOUND_BY_NAME =
      Pattern.compile("dns_sd_configs:\\s+- \\{names: \\[([a-z-]+)].*}");

  private final JsonClient http = new JsonClient();
  private final Process process;
  private final int port;

  static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
  }

  /** Starts one in an empty folder. */
  static Prometheus start(Path folder, int apiPort, int workerPort) throws IOException {
    String configuration =
        FOUND_BY_NAME
            .matcher(Repository.text("dev/observability/prometheus/prometheus.yml"))
            .replaceAll(found ->
                Matcher.quoteReplacement(
                    "static_configs: [{targets: [\"127.0.0.1:%d\"]}]"
                        .formatted(found.group(1).equals("push-worker") ? workerPort : apiPort)))
            .replace("interval: 15s", "interval: 1s");
    Files.writeString(folder.resolve("prometheus.yml"), configuration);
    Files.writeString(
        folder.resolve("alerts.yml"), Repository.text("dev/observability/prometheus/alerts.yml"));
    int port = LoopbackPorts.anyFree();
    return new Prometheus(
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start(),
        port);
  }

  private Prometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** How many series a query finds. */
  int found(String query) {
    String parameter = URLEncoder.encode(query, StandardCharsets.UTF_8);
    return result("/api/v1/query?query=" + parameter).get("result").size();
  }

  /** Names of the alerts that are watched for. */
  List<String> watched() {
    return result("/api/v1/rules")
        .at("/groups/0/rules")
        .valueStream()
        .filter(rule -> rule.get("health").stringValue().equals("ok"))
        .map(rule -> rule.get("name").stringValue())
        .toList();
  }

  private JsonNode result(String path) {
    return http.get(URI.create("http://127.0.0.1:" + port + path)).get("data");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** What the panels of all dashboards ask for, over the last 30 s where they take a rate. */
  static List<String> panels() {
    return Repository.files("dev/observability/grafana/dashboards", ".json").stream()
        .map(file -> JsonMapper.shared().readTree(file.toFile()))
        .flatMap(dashboard -> dashboard.get("panels").valueStream())
        .flatMap(panel -> panel.get("targets").valueStream())
        .map(target -> target.get("expr").stringValue().replace("$__rate_interval", "30s"))
        .map(query -> query.replaceAll("=\"\\$\\w+\"", "=~\".+\"")) // whichever is chosen
        .toList();
  }

  /** The alerts, each with its members as they stand in the file. */
  static List<Map<String, String>> alerts() {
    Map<String, List<Map<String, List<Map<String, String>>>>> file =
        new Yaml().load(Repository.text("dev/observability/prometheus/alerts.yml"));
    return file.get("groups").stream().flatMap(group -> group.get("rules").stream()).toList();
  }
}
