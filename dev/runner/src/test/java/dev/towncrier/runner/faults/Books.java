package dev.towncrier.runner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.Visitors.Subscriber;
import dev.towncrier.simulator.Simulator;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What has to add up, whatever went wrong: the audiences of notifications, the outcomes on Kafka,
 * and what the push services took.
 */
public final class Books implements AutoCloseable {
  private static final Duration LATECOMERS = Duration.ofSeconds(3);

  /** One message for one subscription. */
  record Delivery(String notification, String subscription) {}

  private final Set<Delivery> due = new HashSet<>();
  private final Map<String, String> subscriptions = new HashMap<>();
  private final OutcomeReader outcomes;
  private final List<LedgerReader> ledgers;

  /**
   * Reads what is there and what comes.
   *
   * @param outcomes the topic of outcomes
   */
  public Books(String kafka, String outcomes, List<Simulator> pushServices) {
    this.outcomes = new OutcomeReader(kafka, outcomes);
    ledgers = pushServices.stream().map(LedgerReader::new).toList();
  }

  /** A notification has this audience. */
  public void expect(String notification, List<Subscriber> audience) {
    for (Subscriber subscriber : audience) {
      due.add(new Delivery(notification, subscriber.id()));
      subscriptions.put(subscriber.pushToken(), subscriber.id());
    }
  }

  /** How many deliveries a push service has taken, repeats not counted. */
  int taken(int pushService) {
    return ledgers.get(pushService).taken().size();
  }

  /** How many deliveries all push services together have taken, repeats not counted. */
  int taken() {
    return ledgers.stream().mapToInt(ledger -> ledger.taken().size()).sum();
  }

  /** How many deliveries have an outcome. */
  int ended() {
    return outcomes.found().size();
  }

  /** The newest outcome of these subscribers' deliveries, by its name: how many. */
  public Map<String, Long> outcomes(String notification, List<Subscriber> audience) {
    Map<Delivery, List<String>> found = outcomes.found();
    var counts = new TreeMap<String, Long>();
    for (Subscriber subscriber : audience) {
      List<String> ends = found.get(new Delivery(notification, subscriber.id()));
      if (ends != null) counts.merge(ends.getLast(), 1L, Long::sum);
    }
    return counts;
  }

  /**
   * Waits until every delivery has ended, and makes sure that the books balance: one outcome each
   * and none for others, a 2xx in a ledger for every accepted one, and an outcome for every 2xx.
   *
   * @return what they came to
   */
  public Balance balance(Duration patience) {
    await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(ended()).isGreaterThanOrEqualTo(due.size()));
    await().pollDelay(LATECOMERS).atMost(LATECOMERS.multipliedBy(4)).until(() -> ended() > 0);

    Map<Delivery, List<String>> ends = outcomes.found();
    Map<Delivery, Integer> takes = takes();
    assertThat(without(due, ends.keySet())).as("without an outcome").isEmpty();
    assertThat(without(ends.keySet(), due)).as("with an outcome, but nobody's").isEmpty();
    assertThat(having(ends, names -> names.size() > 1)).as("with several outcomes").isEmpty();
    Set<Delivery> accepted = having(ends, names -> names.contains("accepted"));
    assertThat(without(accepted, takes.keySet())).as("accepted, but by no push service").isEmpty();
    assertThat(without(takes.keySet(), ends.keySet())).as("taken without an outcome").isEmpty();
    return Balance.of(ends, takes);
  }

  /** How often each delivery was answered with 2xx, by the ids of subscriptions. */
  private Map<Delivery, Integer> takes() {
    var takes = new HashMap<Delivery, Integer>();
    for (LedgerReader ledger : ledgers) {
      ledger
          .taken()
          .forEach((at, times) -> {
            String subscription = subscriptions.getOrDefault(at.subscription(), at.subscription());
            takes.merge(new Delivery(at.notification(), subscription), times, Integer::sum);
          });
    }
    return takes;
  }

  private static Set<Delivery> having(
      Map<Delivery, List<String>> ends, Predicate<List<String>> wanted) {
    var found = new HashSet<Delivery>();
    ends.forEach((delivery, names) -> {
      if (wanted.test(names)) found.add(delivery);
    });
    return found;
  }

  private static Set<Delivery> without(Set<Delivery> some, Set<Delivery> others) {
    var rest = new HashSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  @Override
  public void close() {
    outcomes.close();
  }
}
