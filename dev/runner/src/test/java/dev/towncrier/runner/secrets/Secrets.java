package dev.towncrier.runner.secrets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All that is to be looked for, in every way of writing it. */
final class Secrets {
  private record Form(Secret secret, String text) {}

  private final Map<String, List<Form>> byBeginning = new HashMap<>();

  void add(Kind kind, String text) {
    Secret secret = new Secret(kind, text);
    for (String form : secret.forms()) {
      byBeginning
          .computeIfAbsent(form.substring(0, Secret.SHORTEST), _ -> new ArrayList<>())
          .add(new Form(secret, form));
    }
  }

  /**
   * What of them stands in a text, each with its surroundings.
   *
   * @param allowed what may stand there
   */
  List<String> in(String text, Set<Kind> allowed) {
    Set<String> found = new TreeSet<>();
    for (int at = 0; at + Secret.SHORTEST <= text.length(); at++) {
      List<Form> forms = byBeginning.get(text.substring(at, at + Secret.SHORTEST));
      if (forms == null) {
        continue;
      }
      for (Form form : forms) {
        if (!allowed.contains(form.secret().kind()) && text.startsWith(form.text(), at)) {
          int from = Math.max(0, at - 80);
          int to = Math.min(text.length(), at + form.text().length() + 20);
          found.add(form.secret() + " in: " + text.substring(from, to));
        }
      }
    }
    return List.copyOf(found);
  }
}
