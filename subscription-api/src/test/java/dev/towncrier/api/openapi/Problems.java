package dev.towncrier.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The problems that docs/errors.md lists: their types, each with the statuses it goes with. */
final class Problems {
  private static final Path PAGE = Path.of("../docs/errors.md");
  private static final String URN = "urn:towncrier:problem:";
  // "| `malformed` | 400 |" in the table, "`bad-request` (400)" in the sentence behind it
  private static final Pattern LISTED =
      Pattern.compile("(?m)(?:^\\| )?`([a-z-]+)`(?: \\| (\\d{3}) \\|| \\((\\d{3})\\))");

  private final Map<String, Set<Integer>> statuses = new TreeMap<>();

  private Problems() {}

  static Problems listed() {
    try {
      Problems problems = new Problems();
      LISTED
          .matcher(Files.readString(PAGE))
          .results()
          .forEach(row ->
              problems
                  .statuses
                  .computeIfAbsent(URN + row.group(1), _ -> new TreeSet<>())
                  .add(Integer.valueOf(row.group(2) == null ? row.group(3) : row.group(2))));
      return problems;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Set<String> types() {
    return statuses.keySet();
  }

  /** Fails unless it is a problem detail of a listed type, with that type's status. */
  void check(String what, int status, String contentType, JsonNode body) {
    assertThat(contentType).as(what).isEqualTo("application/problem+json");
    String type = body.path("type").stringValue("");
    assertThat(types()).as(what).contains(type);
    assertThat(statuses.get(type)).as(what + ": " + body).contains(status);
    assertThat(body.path("status").intValue(0)).as(what).isEqualTo(status);
    assertThat(body.path("title").stringValue("")).as(what).isNotBlank();
    assertThat(body.path("detail").stringValue("")).as(what).isNotBlank();
  }
}
