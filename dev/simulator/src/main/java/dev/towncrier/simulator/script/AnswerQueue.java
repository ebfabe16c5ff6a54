package dev.towncrier.simulator.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives each answer out as often as it says, in order. Thread-safe. */
final class AnswerQueue {
  private final Deque<ScriptedAnswer> answers;
  private int given;
  private double due;

  AnswerQueue(List<ScriptedAnswer> answers) {
    this.answers = new ArrayDeque<>(answers);
  }

  synchronized @Nullable ScriptedAnswer next() {
    ScriptedAnswer answer = answers.peek();
    if (answer == null) return null;
    due += answer.share();
    // Ten times a share of 0.1 is a little less than 1.
    if (due < 1 - 1e-9) return null;
    due -= 1;
    Integer times = answer.times();
    if (times != null && ++given >= times) {
      answers.remove();
      given = 0;
      due = 0;
    }
    return answer;
  }
}
