package dev.towncrier.simulator.control;

import dev.towncrier.simulator.script.ScriptedAnswer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body that tells answers in advance. */
record ScriptBody(@Nullable List<AnswerBody> answers) {

  record AnswerBody(
      @Nullable Integer status,
      @Nullable Map<String, String> headers,
      @Nullable String body,
      @Nullable Long delayMillis,
      @Nullable Integer times) {

    ScriptedAnswer answer() {
      if (status == null) throw new IllegalArgumentException("status is missing");
      return new ScriptedAnswer(
          status,
          headers == null ? Map.of() : headers,
          body,
          delayMillis == null ? 0 : delayMillis,
          times);
    }
  }

  List<ScriptedAnswer> script() {
    if (answers == null) throw new IllegalArgumentException("answers is missing");
    return answers.stream().map(AnswerBody::answer).toList();
  }
}
