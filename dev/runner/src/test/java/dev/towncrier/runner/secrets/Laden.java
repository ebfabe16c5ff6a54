package dev.towncrier.runner.secrets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that hold secrets where they belong, and go wrong around them or in their middle. */
final class Laden {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Laden() {}

  /**
   * A body as it is, and in every way in which it can be broken.
   *
   * @param texts the secrets among its values
   */
  static List<String> bodies(ObjectNode whole, Collection<String> texts) {
    List<String> bodies = new ArrayList<>(List.of(whole.toString()));
    for (String name : whole.propertyNames()) {
      for (String wrong : List.of("null", "0", "[1]", "{}", "\"x\"")) {
        ObjectNode broken = whole.deepCopy();
        broken.set(name, JSON.readTree(wrong));
        bodies.add(broken.toString());
      }
    }
    String body = whole.toString();
    for (String text : texts) {
      String quoted = "\"" + text + "\"";
      int end = body.indexOf(quoted) + quoted.length();
      if (body.contains(quoted)) {
        bodies.add(body.substring(0, end - 3));
        bodies.add(body.substring(0, end));
        for (String wrong :
            List.of(
                text,
                "'" + text + "'",
                "\"" + text + "\\x\"",
                "\"" + text + "\\u0000\"",
                "\"" + text + text + "\"",
                "\"" + text + "\u00ff\"",
                "\"" + text.substring(0, text.length() - 2) + "\"",
                "\"" + text + "!\"",
                "\"ftp:" + text + "\"",
                "[" + quoted + "]",
                "{" + quoted + ":1}",
                quoted + quoted,
                "1" + text)) {
          bodies.add(body.replace(quoted, wrong));
        }
      }
    }
    return bodies;
  }
}
