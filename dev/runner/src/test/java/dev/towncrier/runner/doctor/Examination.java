package dev.towncrier.runner.doctor;

import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.system.SpringArguments;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets other tests look a system over, as {@link DoctorCommand} does. */
public final class Examination {
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private Examination() {}

  /**
   * What is wrong: each finding's fault.
   *
   * @param properties what the doctor is told beside where the system is, as with {@code --set}
   */
  public static List<String> faults(RunningSystem system, Map<String, String> properties) {
    return wrong(system, properties).stream().map(Finding::fault).toList();
  }

  static List<Finding> wrong(RunningSystem system, Map<String, String> properties) {
    return findings(system, properties).stream().filter(Finding::isWrong).toList();
  }

  static List<Finding> findings(RunningSystem system, Map<String, String> properties) {
    return new Doctor(installation(system, properties), 25, Clock.systemUTC(), PATIENCE).examine();
  }

  static Installation installation(RunningSystem system, Map<String, String> properties) {
    return installation(system, properties, system.httpPort());
  }

  static Installation installation(
      RunningSystem system, Map<String, String> properties, int httpPort) {
    Map<String, String> all = new HashMap<>(SpringArguments.worker(system, "doctor"));
    all.putAll(properties);
    return Installation.of(all, Optional.of(URI.create("http://127.0.0.1:" + httpPort)));
  }
}
