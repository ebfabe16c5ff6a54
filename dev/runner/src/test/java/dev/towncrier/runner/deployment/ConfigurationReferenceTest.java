package dev.towncrier.runner.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The tables of properties in docs/configuration.md are those of the code. With {@code
 * -Dtowncrier.reference=write} they are written there.
 */
class ConfigurationReferenceTest {
  private static final Path FILE = Repository.ROOT.resolve("docs/configuration.md");
  private static final String END = "<!-- End of the properties. -->\n";
  private static final Pattern PROPERTY = Pattern.compile("`(towncrier\\.[a-z.-]+)`");
  private static final String COMMAND =
      "mvn -pl dev/runner -am test -Dtest=ConfigurationReferenceTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dtowncrier.reference=write";

  private static final Map<String, ConfigurationReference> PARTS =
      Map.of(
          "both", new ConfigurationReference("store", ""),
          "the API", new ConfigurationReference("api", "subscription-api.yaml"),
          "the worker", new ConfigurationReference("worker", "push-worker.yaml"));

  @Test
  void tellsOfEveryPropertyWhatTheCodeTells() throws IOException {
    String text = Files.readString(FILE);
    String generated = text;
    for (Map.Entry<String, ConfigurationReference> part : PARTS.entrySet()) {
      String begin =
          "<!-- The properties of "
              + part.getKey()
              + ", written by ConfigurationReferenceTest. -->\n";
      Matcher table =
          Pattern.compile(Pattern.quote(begin) + "(?s:.*?)" + Pattern.quote(END))
              .matcher(generated);
      assertThat(table.find()).as(begin).isTrue();
      assertThat(part.getValue().names()).isNotEmpty();
      generated =
          table.replaceFirst(
              Matcher.quoteReplacement(begin + "\n" + part.getValue().table() + "\n" + END));
    }
    if ("write".equals(System.getProperty("towncrier.reference"))) {
      Files.writeString(FILE, generated);
    } else {
      assertThat(text).as("Run: %s", COMMAND).isEqualTo(generated);
    }
  }

  @Test
  void namesNoOther() {
    String text = Repository.text("docs/configuration.md");
    String reference =
        text.substring(text.indexOf("## API and worker"), text.indexOf("## Containers"));
    assertThat(PROPERTY.matcher(reference).results().map(found -> found.group(1)))
        .isSubsetOf(PARTS.values().stream().flatMap(part -> part.names().stream()).toList());
  }
}
