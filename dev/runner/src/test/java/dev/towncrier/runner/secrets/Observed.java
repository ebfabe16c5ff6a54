package dev.towncrier.runner.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.runner.secrets.Up.Answer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** All that is secret, and all that was answered. */
final class Observed {
  private final Secrets secrets = new Secrets();
  private final Set<String> noted = new HashSet<>();
  private final List<Answer> answers = new ArrayList<>();

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String base64Url(String text) {
    return base64Url(text.getBytes(UTF_8));
  }

  /** From now on this is looked for. */
  void secret(Kind kind, String text) {
    if (noted.add(text)) {
      secrets.add(kind, text);
    }
  }

  /** Keeps an answer; what it makes is a secret from then on. */
  Answer answered(Answer answer) {
    answers.add(answer);
    madeBy(answer).forEach(made -> secret(Kind.TOKEN, made));
    return answer;
  }

  /** The secrets, as they are written first. */
  Set<String> texts() {
    return Set.copyOf(noted);
  }

  /** What of them stands in a text where only these kinds may. */
  List<String> in(String text, Kind... allowed) {
    return secrets.in(text, Set.of(allowed));
  }

  /**
   * What of them stands in an answer that is not there to show it: a token or an API key may stand
   * in the one answer that makes it, subscriptions' secrets in an export.
   */
  Set<String> inAnswers() {
    Set<String> found = new TreeSet<>();
    for (Answer answer : answers) {
      if (!isExport(answer)) {
        in(bodyWithoutWhatItMakes(answer))
            .forEach(
                each -> found.add(answer.request() + " " + answer.status() + " shows " + each));
      }
    }
    return found;
  }

  private static boolean isExport(Answer answer) {
    return answer.request().startsWith("GET ")
        && answer.request().endsWith("/subscriptions/export")
        && answer.status() == 200;
  }

  private static List<String> madeBy(Answer answer) {
    List<String> made = new ArrayList<>();
    if (answer.status() == 201 && answer.contentType().startsWith("application/json")) {
      for (String name : List.of("token", "key")) {
        JsonNode value = answer.json().path(name);
        if (value.isString()) {
          made.add(value.stringValue());
        }
      }
    }
    return made;
  }

  private static String bodyWithoutWhatItMakes(Answer answer) {
    String body = answer.body();
    for (String made : madeBy(answer)) {
      body = body.replace(made, "");
    }
    // The path that the caller wrote, which is the caller's.
    return body.replaceAll("\"instance\":\"[^\"]*\"", "");
  }
}
