package dev.towncrier.simulator.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts over the ledger.
 *
 * @param entries all of them
 * @param accepted those answered with 2xx
 * @param acceptedTokens subscriptions with at least one of these
 * @param repeats accepted entries that brought a subscription a plaintext that it already had
 * @param tokens subscriptions with at least one entry
 * @param byStatus entries by the status answered
 * @param byVapid entries by {@code valid} or the fault
 * @param byDecrypted entries by {@code true}, {@code false} and {@code unknown}
 * @param byProtocol entries by HTTP version
 */
public record LedgerSummary(
    long entries,
    long accepted,
    long acceptedTokens,
    long repeats,
    long tokens,
    Map<String, Long> byStatus,
    Map<String, Long> byVapid,
    Map<String, Long> byDecrypted,
    Map<String, Long> byProtocol) {

  static LedgerSummary of(List<LedgerEntry> entries) {
    List<PushReceived> all = entries.stream().map(LedgerEntry::push).toList();
    List<PushReceived> accepted = all.stream().filter(PushReceived::accepted).toList();
    return new LedgerSummary(
        all.size(),
        accepted.size(),
        distinctTokens(accepted),
        repeats(accepted),
        distinctTokens(all),
        count(all, push -> Integer.toString(push.status())),
        count(all, PushReceived::vapid),
        count(all, push -> push.decrypted() == null ? "unknown" : push.decrypted().toString()),
        count(all, PushReceived::protocol));
  }

  private static long distinctTokens(List<PushReceived> pushes) {
    return pushes.stream().map(PushReceived::token).distinct().count();
  }

  private static long repeats(List<PushReceived> accepted) {
    var seen = new HashSet<Message>();
    long repeats = 0;
    for (PushReceived push : accepted) {
      String plaintext = push.plaintext();
      if (plaintext != null && !seen.add(new Message(push.token(), plaintext))) repeats++;
    }
    return repeats;
  }

  private static Map<String, Long> count(
      List<PushReceived> pushes, Function<PushReceived, String> key) {
    return pushes.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }

  private record Message(String token, String plaintext) {}
}
