package dev.towncrier.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaGeneratorIT {

  @TempDir Path folder;

  @Test
  void generatesOnceForTheSameMigrations() throws Exception {
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    Path output = folder.resolve("generated");
    Files.writeString(
        migrations.resolve("V1__first.sql"),
        "create table town (id uuid primary key, founded timestamptz not null);");

    assertThat(SchemaGenerator.generate(migrations, output, "some.schema")).isTrue();
    assertThat(output.resolve("some/schema/tables/Town.java")).content().contains("Instant");
    assertThat(output.resolve("some/schema/tables/FlywaySchemaHistory.java")).doesNotExist();
    assertThat(SchemaGenerator.generate(migrations, output, "some.schema")).isFalse();

    Files.writeString(
        migrations.resolve("V2__second.sql"), "alter table town add column name text;");
    assertThat(SchemaGenerator.generate(migrations, output, "some.schema")).isTrue();
    assertThat(output.resolve("some/schema/tables/Town.java")).content().contains("NAME");
  }
}
