package dev.towncrier.benchmarks.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.benchmarks.bare.Statements;
import dev.towncrier.benchmarks.measure.Availability;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Postgres' own load generator with the same statements, prepared, in the same transactions. Its
 * turns are longer, since each of them starts it anew.
 */
final class Pgbench implements Contestant, AutoCloseable {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final int CLIENTS = 4;
  private static final int LONGER = 4;

  private static final String PUSH_SERVICE = "'https://fcm.googleapis.com'";
  private static final String TODAY = "'2026-01-01'";
  private static final String ID = "lpad(to_hex(:n::bigint), 32, '0')";
  private static final String HASH = "sha256((:n::bigint)::text::bytea)";
  private static final String SHOP = "'" + Databases.APPLICATION + "'";
  private static final String USER_AGENT_KEY = bytes(65);
  private static final String TOKEN_HASH = bytes(32);

  private final String program;
  private final Databases.Own own;
  private final int port;
  private final int perClient;
  private final Map<Step, Path> scripts = new EnumMap<>(Step.class);
  private long generation;
  private volatile @Nullable Process running;

  private Pgbench(String program, Databases.Own own, int port, int visitors, Path folder)
      throws IOException {
    this.program = program;
    this.own = own;
    this.port = port;
    this.perClient = visitors * LONGER / CLIENTS;
    for (Step step : Step.values()) {
      Path script = folder.resolve("pgbench-" + step.label() + ".sql");
      scripts.put(step, Files.writeString(script, script(step)));
    }
  }

  /**
   * Looks for it.
   *
   * @param visitors of a server's turn
   * @param folder for its scripts
   */
  static Availability<Pgbench> find(Databases databases, int visitors, Path folder)
      throws IOException, InterruptedException {
    for (String program : places()) {
      if (starts(program)) {
        return new Availability.Present<>(
            new Pgbench(program, databases.own("pgbench"), databases.port(), visitors, folder));
      }
    }
    return new Availability.Missing<>("pgbench is not installed (Debian: postgresql-contrib)");
  }

  /** Debian's is called through a script, which would be counted; what that calls stands here. */
  private static List<String> places() throws IOException {
    List<String> places = new ArrayList<>();
    if (Files.isDirectory(DEBIAN)) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(DEBIAN)) {
        versions.forEach(version -> places.add(version.resolve("bin/pgbench").toString()));
      }
    }
    places.add("pgbench");
    return places;
  }

  private static boolean starts(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private String script(Step step) {
    String keyId = "'" + own.application().currentKeyId() + "'";
    String insert =
        with(
            Statements.INSERT,
            ID,
            SHOP,
            bytes(241),
            HASH,
            USER_AGENT_KEY,
            PUSH_SERVICE,
            keyId,
            TOKEN_HASH,
            "null",
            "'{news}'",
            "'{}'",
            "'en-GB'",
            "'Europe/London'",
            "null",
            TODAY,
            "null");
    String lockTopics = with(Statements.LOCK_TOPICS, SHOP, "'{news}'");
    List<String> transaction =
        switch (step) {
          case SUBSCRIBE -> List.of(lockTopics, insert);
          case RESUBSCRIBE ->
              List.of(
                  lockTopics,
                  insert,
                  with(Statements.LOCK_BY_ENDPOINT, SHOP, HASH),
                  with(
                      Statements.UPDATE,
                      bytes(241),
                      HASH,
                      USER_AGENT_KEY,
                      PUSH_SERVICE,
                      keyId,
                      TOKEN_HASH,
                      "null",
                      "'{news}'",
                      "'{}'",
                      "'en-GB'",
                      "'Europe/London'",
                      "null",
                      TODAY,
                      "null",
                      "2",
                      "false",
                      "null",
                      "null",
                      ID));
          case UNSUBSCRIBE ->
              List.of(with(Statements.LOCK_BY_ID, SHOP, ID), with(Statements.DELETE, ID));
        };
    return """
    \\set i :i + 1
    \\set n :base + :client_id * 1000000 + :i
    %s;
    begin;
    %s;
    commit;
    """
        .formatted(with(Statements.APPLICATION, SHOP), String.join(";\n", transaction));
  }

  /** The statement with values in place of its parameters. */
  private static String with(String statement, String... values) {
    String text = statement;
    for (String value : values) {
      int parameter = text.indexOf('?');
      text = text.substring(0, parameter) + value + text.substring(parameter + 1);
    }
    return text;
  }

  private static String bytes(int count) {
    return "decode(repeat('5a', " + count + "), 'hex')";
  }

  @Override
  public String name() {
    return "pgbench";
  }

  @Override
  public int take(Step step) throws IOException, InterruptedException {
    if (step == Step.SUBSCRIBE) {
      generation++;
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                program,
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=" + own.database().user(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + CLIENTS,
                "--transactions=" + perClient,
                "--define=i=0",
                "--define=base=" + generation * 100_000_000,
                "--file=" + scripts.get(step),
                own.name())
            .redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", own.database().password());
    Process process = builder.start();
    running = process;
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("pgbench failed: " + output);
    }
    return perClient * CLIENTS;
  }

  @Override
  public Duration cpuTime() {
    return PostgresCpu.endedChildren();
  }

  @Override
  public void close() {
    Process process = running;
    if (process != null) {
      process.destroy();
    }
  }
}
