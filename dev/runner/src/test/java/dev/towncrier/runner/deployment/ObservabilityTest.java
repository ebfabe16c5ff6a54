package dev.towncrier.runner.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObservabilityTest {
  private static final String FOLDER = "dev/observability/prometheus/";
  private static final Pattern METRIC = Pattern.compile("\\b(?:towncrier|jvm|http|hikaricp)_\\w+");

  @Test
  void configurationAndAlertsAreWhatPrometheusTakes() throws IOException, InterruptedException {
    String said = promtool("check", "config", "prometheus.yml");

    assertThat(said).contains(Prometheus.alerts().size() + " rules found");
  }

  @Test
  void everyAlertFiresOnWhatItIsForAndNotWhileAllIsWell() throws IOException, InterruptedException {
    promtool("test", "rules", "alerts.test.yml");

    String tests = Repository.text(FOLDER + "alerts.test.yml");
    assertThat(Prometheus.alerts())
        .allSatisfy(alert -> {
          String name = Pattern.quote(alert.get("alert"));
          assertThat(tests).containsPattern("alertname: " + name + "}");
          assertThat(tests).containsPattern("alertname: " + name + "\\R\\s+exp_alerts");
        });
  }

  /** What it says of the files in its folder; it must not complain. */
  private static String promtool(String... arguments) throws IOException, InterruptedException {
    assumeTrue(Prometheus.isInstalled() || "true".equals(System.getenv("CI")), "no Prometheus");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(Repository.ROOT.resolve(FOLDER).toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void everyAlertHasASectionInTheRunbook() {
    List<String> sections =
        Repository.text("docs/runbook.md").lines().filter(line -> line.startsWith("## ")).toList();

    assertThat(Prometheus.alerts().stream().map(alert -> "## " + alert.get("alert")))
        .isSubsetOf(sections);
  }

  @Test
  void everyMetricOfOursThatIsAskedForIsExplained() {
    String explained = Repository.text("docs/metrics.md");

    assertThat(
            Stream.concat(
                    Prometheus.alerts().stream().map(alert -> alert.get("expr")),
                    Prometheus.panels().stream())
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .filter(name -> name.startsWith("towncrier_"))
                .map(name -> name.replaceFirst("_(?:count|sum|bucket)$", "")))
        .isNotEmpty()
        .allMatch(explained::contains);
  }
}
