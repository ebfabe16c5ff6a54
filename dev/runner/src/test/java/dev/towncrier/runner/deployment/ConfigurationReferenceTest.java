package dev.towncrier.runner.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Holds the reference of the API's and the worker's properties to the code that reads them. */
class ConfigurationReferenceTest {
  private static final Pattern PROPERTY = Pattern.compile("`(towncrier\\.[a-z.-]+)`");

  /** The keys are bound by hand, so that nothing lists them; the last is a condition of beans. */
  private static final Set<String> WITHOUT_SETTINGS =
      Set.of(
          "towncrier.key-encryption.file",
          "towncrier.key-encryption.keys",
          "towncrier.delivery.enabled");

  private final Set<String> inCode = inCode();
  private final String reference = reference();

  @Test
  void namesEveryPropertyThatTheProgramsTake() {
    assertThat(inCode)
        .isNotEmpty()
        .allSatisfy(property -> assertThat(reference).contains("`" + property + "`"));
  }

  @Test
  void namesNoOther() {
    assertThat(PROPERTY.matcher(reference).results().map(found -> found.group(1)))
        .isSubsetOf(inCode);
  }

  /** Of the settings, which are records, and of what is read without one. */
  private static Set<String> inCode() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Set<String> names = new TreeSet<>(WITHOUT_SETTINGS);
    for (var found : scanner.findCandidateComponents("dev.towncrier")) {
      Class<?> settings = ClassUtils.resolveClassName(found.getBeanClassName(), null);
      add(settings, settings.getAnnotation(ConfigurationProperties.class).value(), names);
    }
    return names;
  }

  private static void add(Class<?> settings, String prefix, Set<String> names) {
    for (RecordComponent component : settings.getRecordComponents()) {
      String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
      if (component.getType().isRecord()) {
        add(component.getType(), name, names);
      } else {
        names.add(name);
      }
    }
  }

  private static String reference() {
    String text = Repository.text("docs/configuration.md");
    return text.substring(text.indexOf("## The API"), text.indexOf("## Containers"));
  }
}
