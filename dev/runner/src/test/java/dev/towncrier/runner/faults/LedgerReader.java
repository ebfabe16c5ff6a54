package dev.towncrier.runner.faults;

import dev.towncrier.runner.faults.Books.Delivery;
import dev.towncrier.simulator.Simulator;
import dev.towncrier.simulator.ledger.LedgerEntry;
import dev.towncrier.simulator.ledger.PushReceived;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a push service answered with 2xx. */
final class LedgerReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Simulator pushService;
  private final Map<Delivery, Integer> taken = new HashMap<>();
  private long seq;

  LedgerReader(Simulator pushService) {
    this.pushService = pushService;
  }

  /** How often each delivery was taken so far; its subscription by the push service's token. */
  Map<Delivery, Integer> taken() {
    List<LedgerEntry> entries = pushService.ledger().page(seq, Integer.MAX_VALUE, _ -> true);
    for (LedgerEntry entry : entries) {
      if (entry.push().accepted()) taken.merge(delivery(entry.push()), 1, Integer::sum);
    }
    if (!entries.isEmpty()) seq = entries.getLast().seq();
    return taken;
  }

  private static Delivery delivery(PushReceived push) {
    String message = Objects.requireNonNull(push.plaintext(), "a message was not decrypted");
    return new Delivery(
        JSON.readTree(message).get("towncrier").get("id").stringValue(), push.token());
  }
}
