package dev.towncrier.simulator.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives each answer out as often as it says, in order. */
final class AnswerQueue {
  private final Deque<ScriptedAnswer> answers;
  private int given;

  AnswerQueue(List<ScriptedAnswer> answers) {
    this.answers = new ArrayDeque<>(answers);
  }

  synchronized @Nullable ScriptedAnswer next() {
    ScriptedAnswer answer = answers.peek();
    if (answer == null) return null;
    Integer times = answer.times();
    if (times != null && ++given >= times) {
      answers.remove();
      given = 0;
    }
    return answer;
  }
}
