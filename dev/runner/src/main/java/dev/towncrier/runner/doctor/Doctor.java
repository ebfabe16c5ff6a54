package dev.towncrier.runner.doctor;

import dev.towncrier.store.Inspection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks an installation over and changes nothing.
 *
 * @param javaVersion feature release of the JDK
 * @param clock this machine's
 * @param patience how long each answer is waited for, whole seconds
 */
record Doctor(Installation installation, int javaVersion, InstantSource clock, Duration patience) {
  private static final int JAVA_WANTED = 25;

  /** Of each application, of whom push services on any public host can be many. */
  private static final int MAX_PUSH_SERVICES = 100;

  /** Looks at everything; at what needs something else only if that is right. */
  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(jdk());
    var clocks = new ClockChecks(clock, patience);
    Set<String> applications = database(clocks, findings);
    findings.addAll(new KafkaChecks(installation, patience).all(applications));
    installation.api().map(clocks::besideApi).ifPresent(findings::add);
    return findings;
  }

  /**
   * Looks at the database, and returns the ids of the applications in it, as far as it can tell.
   */
  private Set<String> database(ClockChecks clocks, List<Finding> findings) {
    var postgres = new PostgresChecks(installation, patience);
    Finding connection = postgres.connection();
    findings.add(connection);
    if (connection.isWrong()) {
      findings.add(Finding.unknown("migrations", "Postgres does not answer"));
    } else {
      try {
        Finding migrations = postgres.migrations();
        List<Finding> contents = migrations.isWrong() ? unread() : contents(postgres, clocks);
        findings.add(migrations);
        findings.addAll(contents);
        return migrations.isWrong() ? Set.of() : postgres.applications();
      } catch (RuntimeException e) {
        findings.add(postgres.unreadable(e));
      }
    }
    findings.addAll(unread());
    return Set.of();
  }

  private List<Finding> contents(PostgresChecks postgres, ClockChecks clocks) {
    var inspection = new Inspection(postgres.dataSource());
    List<Finding> findings = new ArrayList<>();
    findings.add(postgres.keys());
    findings.addAll(postgres.vapidSubjects());
    findings.add(clocks.beside("Postgres", inspection.now()));
    findings.addAll(
        new PushServiceChecks(installation.pushServices(), patience)
            .all(inspection.pushServices(MAX_PUSH_SERVICES)));
    return findings;
  }

  private static List<Finding> unread() {
    return Stream.of(
            "key-encryption keys", "VAPID subjects", "clock beside Postgres", "push services")
        .map(check -> Finding.unknown(check, "the database can't be read"))
        .toList();
  }

  private Finding jdk() {
    return javaVersion >= JAVA_WANTED
        ? Finding.ok("jdk", "version " + javaVersion)
        : Finding.wrong(
            "jdk",
            "jdk-too-old",
            "it is version " + javaVersion + ", and Towncrier needs " + JAVA_WANTED,
            "Install Temurin 25 (https://adoptium.net), and set JAVA_HOME to it.");
  }
}
