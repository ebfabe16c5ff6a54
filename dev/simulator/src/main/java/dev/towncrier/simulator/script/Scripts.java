package dev.towncrier.simulator.script;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The answers told in advance. A subscription's own go before those for all. Thread-safe. */
public final class Scripts {
  private static final AnswerQueue NOTHING = new AnswerQueue(List.of());

  private final ConcurrentHashMap<String, AnswerQueue> ofSubscription = new ConcurrentHashMap<>();
  private volatile AnswerQueue ofAll = NOTHING;

  /** The next requests for this subscription get these answers; what was told before ends. */
  public void tell(String token, List<ScriptedAnswer> answers) {
    ofSubscription.put(token, new AnswerQueue(answers));
  }

  /** The next requests for any subscription get these answers; what was told before ends. */
  public void tellAll(List<ScriptedAnswer> answers) {
    ofAll = new AnswerQueue(answers);
  }

  /** Ends what was told for this subscription. */
  public void forget(String token) {
    ofSubscription.remove(token);
  }

  /** Ends what was told for all, not what was told for single subscriptions. */
  public void forgetAll() {
    ofAll = NOTHING;
  }

  /** Takes the answer to the next request; null if nothing was told. */
  public @Nullable ScriptedAnswer next(String token) {
    AnswerQueue own = ofSubscription.get(token);
    ScriptedAnswer answer = own == null ? null : own.next();
    return answer != null ? answer : ofAll.next();
  }
}
