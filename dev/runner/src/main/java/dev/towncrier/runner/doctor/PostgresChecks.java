package dev.towncrier.runner.doctor;

import dev.towncrier.crypto.InvalidVapidSubject;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.KeyId;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.store.Inspection;
import dev.towncrier.store.KeysInUse;
import dev.towncrier.store.Schema;
import dev.towncrier.store.keyencryption.NoKeyEncryptionKeys;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Whether Postgres answers, and what is in it. */
final class PostgresChecks {
  private static final String POSTGRES = "postgres";
  private static final String KEYS = "key-encryption keys";
  private static final String SETTINGS = "spring.datasource.url (SPRING_DATASOURCE_URL)";

  private final Installation installation;
  private final Duration patience;

  PostgresChecks(Installation installation, Duration patience) {
    this.installation = installation;
    this.patience = patience;
  }

  /** Whether it lets us in. */
  Finding connection() {
    String url = installation.databaseUrl();
    var properties = new Properties();
    properties.setProperty("user", installation.databaseUser());
    properties.setProperty("password", installation.databasePassword());
    properties.setProperty("connectTimeout", Long.toString(patience.toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(patience.toSeconds()));
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      return Finding.ok(
          POSTGRES,
          "answers on "
              + url
              + ", version "
              + connection.getMetaData().getDatabaseProductVersion());
    } catch (SQLException e) {
      return refused(url, e);
    }
  }

  private Finding refused(String url, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (cause(e, UnknownHostException.class).isPresent()) {
      return Finding.wrong(
          POSTGRES,
          "postgres-unknown-host",
          "the host of " + url + " has no address",
          "Correct the host in " + SETTINGS + ", or the name server's entry.");
    }
    return switch (state) {
      case "28P01" ->
          Finding.wrong(
              POSTGRES,
              "postgres-password",
              url + " does not take the password of " + installation.databaseUser(),
              "Correct spring.datasource.password (SPRING_DATASOURCE_PASSWORD), or set the role's"
                  + " password with \"alter role ... password\". Postgres says the same of a role"
                  + " that there is not: \"\\du\" in psql lists them.");
      case "28000" ->
          Finding.wrong(
              POSTGRES,
              "postgres-role",
              url + " does not let " + installation.databaseUser() + " in: " + e.getMessage(),
              "Correct spring.datasource.username (SPRING_DATASOURCE_USERNAME), or create the role"
                  + " and allow it in pg_hba.conf.");
      case "3D000" ->
          Finding.wrong(
              POSTGRES,
              "postgres-database",
              "Postgres answers, but has not the database of " + url,
              "Create it with \"create database\", or correct " + SETTINGS + ".");
      case "53300" ->
          Finding.wrong(
              POSTGRES,
              "postgres-connections",
              url + " has no connection left: " + e.getMessage(),
              "Raise Postgres' max_connections or the role's and the database's connection limit, or"
                  + " run fewer processes: each worker takes up to 8, each API up to 20.");
      default ->
          Finding.wrong(
              POSTGRES,
              "postgres-refused",
              "nothing answers on " + url + ": " + e.getMessage(),
              "Start Postgres, open its port to this machine, or correct " + SETTINGS + ".");
    };
  }

  /**
   * What it means that reading failed.
   *
   * @throws IllegalStateException if the failure is none of Postgres'
   */
  Finding unreadable(RuntimeException failure) {
    SQLException reason =
        cause(failure, SQLException.class)
            .orElseThrow(() -> new IllegalStateException("The look itself failed", failure));
    String role = installation.databaseUser();
    if (!"42501".equals(reason.getSQLState())) {
      return refused(installation.databaseUrl(), reason);
    }
    return Finding.wrong(
        POSTGRES,
        "postgres-rights",
        role + " may not read the tables: " + reason.getMessage(),
        "As their owner: \"grant select, insert, update, delete on all tables in schema public to "
            + role
            + "\"; or correct spring.datasource.username (SPRING_DATASOURCE_USERNAME).");
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (kind.isInstance(each)) {
        return Optional.of(kind.cast(each));
      }
    }
    return Optional.empty();
  }

  DataSource dataSource() {
    return new Database(
            installation.databaseUrl(),
            installation.databaseUser(),
            installation.databasePassword())
        .dataSource();
  }

  /** Whether the tables are those of this version. */
  Finding migrations() {
    List<String> pending = Schema.pending(dataSource());
    return pending.isEmpty()
        ? Finding.ok("migrations", "the tables are those of this version")
        : Finding.wrong(
            "migrations",
            "migrations-behind",
            "the tables lack "
                + pending.size()
                + " of this version's migrations, from "
                + pending.getFirst()
                + " on",
            "Start the API of this version, which brings them up to date unless"
                + " towncrier.store.migrate is false.");
  }

  /** Whether what is sealed can be opened. */
  Finding keys() {
    KeyEncryptionKeys keys;
    try {
      keys = installation.keys();
    } catch (NoKeyEncryptionKeys e) {
      return Finding.wrong(
          KEYS,
          "key-encryption-key-missing",
          String.valueOf(e.getMessage()),
          "Give API and workers the key that the database is sealed with.");
    }
    Set<KeyId> inUse = new KeysInUse(dataSource()).find();
    Set<KeyId> unknown =
        inUse.stream()
            .filter(id -> keys.find(id).isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return unknown.isEmpty()
        ? Finding.ok(KEYS, "open everything that is sealed")
        : Finding.wrong(
            KEYS,
            "key-encryption-key-wrong",
            "the database is sealed with " + unknown + ", and the keys given are " + keys.ids(),
            "Add the missing key as a line of the file that towncrier.key-encryption.file"
                + " (TOWNCRIER_KEY_ENCRYPTION_FILE) names; without it those secrets are lost.");
  }

  /** The ids of all applications. */
  Set<String> applications() {
    return new TreeSet<>(new Inspection(dataSource()).vapidSubjects().keySet());
  }

  /** Whether push services will take us for somebody. */
  List<Finding> vapidSubjects() {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, String> each : new Inspection(dataSource()).vapidSubjects().entrySet()) {
      String check = "VAPID subject of " + each.getKey();
      try {
        findings.add(Finding.ok(check, new VapidSubject(each.getValue()).value()));
      } catch (InvalidVapidSubject e) {
        findings.add(
            Finding.wrong(
                check,
                "vapid-subject-invalid",
                String.valueOf(e.getMessage()),
                "PATCH /v1/applications/"
                    + each.getKey()
                    + " with a \"vapidSubject\" at which you can be reached, such as"
                    + " mailto:push@your-domain; push services refuse messages until then."));
      }
    }
    return findings;
  }
}
