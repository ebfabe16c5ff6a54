package dev.towncrier.runner.doctor;

import dev.towncrier.runner.rest.Output;
import dev.towncrier.runner.settings.KeySource;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import dev.towncrier.runner.system.SpringArguments;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is wrong with an installation. */
@Command(
    name = "doctor",
    description = {
      "Look over the running `up`, or the installation that SPRING_DATASOURCE_URL and the other"
          + " settings of a worker name: what is wrong, and what to do. Changes nothing. Exit"
          + " status 1 if anything is wrong."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String URL_PROPERTY = "spring.datasource.url";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the worker, such as spring.datasource.url; repeatable.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(names = "--url", description = "Where the API is; its clock is looked at too.")
  private @Nullable URI api;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    List<Finding> findings =
        new Doctor(installation(), Runtime.version().feature(), Clock.systemUTC(), PATIENCE)
            .examine();
    boolean wrong = findings.stream().anyMatch(Finding::isWrong);
    if (json) {
      Output.json(json(findings, !wrong));
    } else {
      findings.forEach(DoctorCommand::print);
    }
    return wrong ? 1 : 0;
  }

  private Installation installation() {
    if (properties.containsKey(URL_PROPERTY) || System.getenv("SPRING_DATASOURCE_URL") != null) {
      return Installation.of(properties, Optional.ofNullable(api));
    }
    Settings settings = Settings.from(System.getenv());
    RunningSystem running = settings.dataFolder().running();
    KeySource keys = settings.keySource();
    RunningSystem system =
        keys instanceof KeySource.FileBesideData ? running : running.withKeyFile(keys.path());
    Map<String, String> all = new LinkedHashMap<>(SpringArguments.worker(system, "doctor"));
    all.putAll(properties);
    URI own = URI.create("http://127.0.0.1:" + system.httpPort());
    return Installation.of(all, Optional.of(api == null ? own : api));
  }

  private static Map<String, Object> json(List<Finding> findings, boolean ok) {
    return Map.of("ok", ok, "checks", findings.stream().map(DoctorCommand::members).toList());
  }

  private static Map<String, Object> members(Finding finding) {
    var members = new LinkedHashMap<String, Object>();
    members.put("check", finding.check());
    members.put("status", word(finding));
    if (finding.fault() != null) {
      members.put("fault", finding.fault());
    }
    members.put("detail", finding.detail());
    if (finding.remedy() != null) {
      members.put("remedy", finding.remedy());
    }
    return members;
  }

  private static String word(Finding finding) {
    return finding.status().name().toLowerCase(Locale.ROOT);
  }

  private static void print(Finding finding) {
    System.out.printf("%-7s  %s: %s%n", word(finding), finding.check(), finding.detail());
    if (finding.remedy() != null) {
      System.out.printf("         %s%n", finding.remedy());
    }
  }
}
