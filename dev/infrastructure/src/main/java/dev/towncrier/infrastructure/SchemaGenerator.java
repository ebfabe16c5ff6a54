package dev.towncrier.infrastructure;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;
import org.jooq.meta.postgres.PostgresDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Generates jOOQ classes from Flyway migrations, by way of a temporary Postgres. */
public final class SchemaGenerator {

  private SchemaGenerator() {}

  /**
   * Generates, unless the output was made from the same migrations already.
   *
   * @param args the folder of the migrations, the folder for the sources (replaced whole), the
   *     package of the classes
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException("expected: <migrations folder> <output folder> <package>");
    }
    quieten();
    generate(Path.of(args[0]), Path.of(args[1]), args[2]);
  }

  /** Generates if need be, and tells whether there was need. */
  static boolean generate(Path migrations, Path output, String packageName) throws Exception {
    var record = new GenerationRecord(output);
    String fingerprint = GenerationRecord.fingerprint(migrations, packageName);
    if (record.matches(fingerprint)) {
      return false;
    }
    Folders.delete(output);
    try (var postgres = PostgresServer.temporary()) {
      Database database = postgres.database("schema");
      migrate(database, migrations);
      GenerationTool.generate(configuration(database, output, packageName));
    }
    record.write(fingerprint);
    return true;
  }

  private static void migrate(Database database, Path migrations) throws IOException {
    if (!Files.isDirectory(migrations)) {
      throw new IOException("no folder of migrations: " + migrations);
    }
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("filesystem:" + migrations.toAbsolutePath())
        .load()
        .migrate();
  }

  private static Configuration configuration(Database database, Path output, String packageName) {
    var source =
        new org.jooq.meta.jaxb.Database()
            .withName(PostgresDatabase.class.getName())
            .withInputSchema("public")
            .withOutputSchemaToDefault(true)
            .withExcludes("flyway_schema_history")
            .withForcedTypes(
                new ForcedType()
                    .withName("INSTANT")
                    .withIncludeTypes("(?i:timestamp\\(?\\d?\\)? with time zone|timestamptz)"));
    return new Configuration()
        .withJdbc(
            new Jdbc()
                .withUrl(database.jdbcUrl())
                .withUser(database.user())
                .withPassword(database.password()))
        .withGenerator(
            new Generator()
                .withDatabase(source)
                .withGenerate(
                    new Generate()
                        .withRecords(true)
                        .withPojos(false)
                        .withDaos(false)
                        .withJavaTimeTypes(true)
                        .withGeneratedAnnotation(false))
                .withTarget(
                    new Target()
                        .withPackageName(packageName)
                        .withDirectory(output.toAbsolutePath().toString())));
  }

  private static void quieten() {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.WARN);
    }
  }
}
