package dev.towncrier.runner.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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
    assumeTrue(Prometheus.isInstalled() || "true".equals(System.getenv("CI")), "no Prometheus");
    String folder = Repository.ROOT.resolve(FOLDER).toString();
    Process check =
        new ProcessBuilder("promtool", "check", "config", folder + "/prometheus.yml")
            .redirectErrorStream(true)
            .start();

    String said = new String(check.getInputStream().readAllBytes(), UTF_8);

    assertThat(check.waitFor()).as(said).isZero();
    assertThat(said).contains(Prometheus.alerts().size() + " rules found");
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
