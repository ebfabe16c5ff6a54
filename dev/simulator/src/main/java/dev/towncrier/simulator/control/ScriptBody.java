package dev.towncrier.simulator.control;

import dev.towncrier.simulator.http.Fault;
import dev.towncrier.simulator.script.Preset;
import dev.towncrier.simulator.script.ScriptedAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body that tells answers in advance. */
record ScriptBody(@Nullable List<AnswerBody> answers) {

  record AnswerBody(
      @Nullable String preset,
      @Nullable Integer status,
      @Nullable Map<String, String> headers,
      @Nullable String body,
      @Nullable Long delayMillis,
      @Nullable Integer times,
      @Nullable Double share,
      @Nullable String fault) {

    ScriptedAnswer answer(Instant now) {
      ScriptedAnswer what = preset == null ? told() : preset(preset, now);
      return new ScriptedAnswer(
          what.status(),
          what.headers(),
          what.body(),
          delayMillis == null ? 0 : delayMillis,
          times,
          share == null ? 1 : share,
          what.fault());
    }

    private ScriptedAnswer preset(String name, Instant now) {
      if (status != null || headers != null || body != null || fault != null) {
        throw new IllegalArgumentException("preset excludes status, headers, body and fault");
      }
      return Preset.of(name).answer(now);
    }

    private ScriptedAnswer told() {
      Fault told = fault == null ? null : Fault.of(fault);
      if (status == null && told == null) throw new IllegalArgumentException("status is missing");
      return new ScriptedAnswer(
          status != null ? status : ScriptedAnswer.usualStatus(Objects.requireNonNull(told)),
          headers == null ? Map.of() : headers,
          body,
          0,
          null,
          1,
          told);
    }
  }

  List<ScriptedAnswer> script(Instant now) {
    if (answers == null) throw new IllegalArgumentException("answers is missing");
    return answers.stream().map(answer -> answer.answer(now)).toList();
  }
}
