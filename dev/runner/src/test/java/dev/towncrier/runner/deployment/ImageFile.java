package dev.towncrier.runner.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a Dockerfile says of a container's process. */
final class ImageFile {
  private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=(\\S+)");

  private final String text;

  /**
   * @param module the folder that it stands in
   */
  ImageFile(String module) {
    text = Repository.text(module + "/Dockerfile").replace("\\\n", "");
  }

  List<String> entrypoint() {
    return command("ENTRYPOINT ");
  }

  List<String> healthCheck() {
    return command("HEALTHCHECK .*?CMD ");
  }

  private List<String> command(String instruction) {
    MatchResult found =
        Pattern.compile("^" + instruction + "(\\[.*])$", Pattern.MULTILINE)
            .matcher(text)
            .results()
            .findFirst()
            .orElseThrow();
    return JsonMapper.shared().readValue(found.group(1), new TypeReference<>() {});
  }

  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    text.lines()
        .filter(line -> line.startsWith("ENV "))
        .flatMap(line -> VARIABLE.matcher(line).results())
        .forEach(variable -> environment.put(variable.group(1), variable.group(2)));
    return environment;
  }
}
