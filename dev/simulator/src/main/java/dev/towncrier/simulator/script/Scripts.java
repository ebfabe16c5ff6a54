package dev.towncrier.simulator.script;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The answers told in advance. A subscription's own go before those of its host, these before those
 * for all. Thread-safe.
 */
public final class Scripts {
  private static final AnswerQueue NOTHING = new AnswerQueue(List.of());

  private final ConcurrentHashMap<String, AnswerQueue> ofSubscription = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, AnswerQueue> ofHost = new ConcurrentHashMap<>();
  private volatile AnswerQueue ofAll = NOTHING;

  /** The next requests for this subscription get these answers; what was told before ends. */
  public void tell(String token, List<ScriptedAnswer> answers) {
    ofSubscription.put(token, new AnswerQueue(answers));
  }

  /**
   * The next requests to this host get these answers; what was told before ends.
   *
   * @param host the name that the client asked, such as {@code fcm.googleapis.com}
   */
  public void tellHost(String host, List<ScriptedAnswer> answers) {
    ofHost.put(host, new AnswerQueue(answers));
  }

  /** The next requests for any subscription get these answers; what was told before ends. */
  public void tellAll(List<ScriptedAnswer> answers) {
    ofAll = new AnswerQueue(answers);
  }

  /** Ends what was told for this subscription. */
  public void forget(String token) {
    ofSubscription.remove(token);
  }

  /** Ends what was told for this host. */
  public void forgetHost(String host) {
    ofHost.remove(host);
  }

  /** Ends what was told for all, not what was told for single subscriptions or hosts. */
  public void forgetAll() {
    ofAll = NOTHING;
  }

  /** Takes the answer to the next request; null if nothing was told. */
  public @Nullable ScriptedAnswer next(String token, String host) {
    List<AnswerQueue> queues =
        List.of(
            ofSubscription.getOrDefault(token, NOTHING), ofHost.getOrDefault(host, NOTHING), ofAll);
    for (AnswerQueue queue : queues) {
      ScriptedAnswer answer = queue.next();
      if (answer != null) return answer;
    }
    return null;
  }
}
