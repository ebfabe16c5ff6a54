package dev.towncrier.runner.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComposeTest {
  private static final Pattern PROPERTY = Pattern.compile("`((?:towncrier|server|otel)[a-z.-]+)`");

  private final ComposeFile compose = new ComposeFile();

  @ParameterizedTest
  @CsvSource({
    "migrate, subscription-api",
    "subscription-api, subscription-api",
    "push-worker, push-worker"
  })
  void setsOnlyWhatTheProgramsKnow(String service, String module) {
    Set<String> known = known();
    Set<String> set = new HashSet<>(compose.environment(service).keySet());
    set.addAll(new ImageFile(module).environment().keySet());
    compose.secrets(service).values().stream().filter(name -> name.contains(".")).forEach(set::add);

    assertThat(set).isNotEmpty().allSatisfy(name -> assertThat(known).contains(canonical(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"migrate", "subscription-api", "push-worker", "simulator"})
  void givesOursNoRightThatTheyDoNotNeed(String service) {
    assertThat(compose.get(service, "read_only")).isEqualTo(true);
    assertThat(compose.get(service, "cap_drop")).isEqualTo(List.of("ALL"));
    assertThat(compose.get(service, "security_opt")).isEqualTo(List.of("no-new-privileges:true"));
    assertThat(compose.get(service, "stop_grace_period")).isEqualTo("35s");
    assertThat(compose.get(service, "build"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .hasEntrySatisfying(
            "dockerfile",
            file -> assertThat(Repository.text(file.toString())).contains("\nUSER 10001\n"));
  }

  @Test
  void letsWorkersBeManyAndShowsNothingBeyondThisMachine() {
    assertThat(compose.get("push-worker", "ports")).isNull();
    for (String service : compose.services()) {
      assertThat(compose.get(service, "container_name")).isNull();
      if (compose.get(service, "ports") instanceof List<?> ports) {
        assertThat(ports).allMatch(port -> port.toString().startsWith("127.0.0.1:"));
      }
    }
  }

  @Test
  void startsTheProgramsOnceTheTablesAreUpToDate() {
    for (String service : List.of("subscription-api", "push-worker")) {
      assertThat(compose.get(service, "depends_on"))
          .isEqualTo(
              Map.of(
                  "migrate", Map.of("condition", "service_completed_successfully"),
                  "postgres", Map.of("condition", "service_healthy"),
                  "kafka", Map.of("condition", "service_healthy")));
    }
  }

  @Test
  void isReadByDockerCompose() {
    Optional<List<String>> program =
        Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
            .filter(command -> run(command, "version"))
            .findFirst();
    assumeTrue(program.isPresent() || "true".equals(System.getenv("CI")), "no Docker Compose");

    assertThat(run(program.orElseThrow(), "--project-directory", ".", "config", "--quiet"))
        .isTrue();
  }

  private static boolean run(List<String> program, String... arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
              .directory(Repository.ROOT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every property that the configuration page names, or that a library describes. */
  private static Set<String> known() {
    Set<String> known = new HashSet<>();
    PROPERTY
        .matcher(Repository.text("docs/configuration.md"))
        .results()
        .forEach(property -> known.add(canonical(property.group(1))));
    for (URL metadata : metadata()) {
      try (var in = metadata.openStream()) {
        for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
          known.add(canonical(property.get("name").stringValue()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return known;
  }

  private static List<URL> metadata() {
    try {
      List<URL> found = new ArrayList<>();
      ComposeTest.class
          .getClassLoader()
          .getResources("META-INF/spring-configuration-metadata.json")
          .asIterator()
          .forEachRemaining(found::add);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As Spring compares them: a dash, a dot and an underscore make no difference to a variable. */
  private static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
  }
}
