package dev.towncrier.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger(10);

  @Test
  void pagesInTheOrderOfArrival() {
    for (int i = 0; i < 5; i++) ledger.record(received(i % 2 == 0 ? "even" : "odd", 201, "m" + i));
    assertThat(seqs(ledger.page(1, 2, _ -> true))).containsExactly(2L, 3L);
    assertThat(seqs(ledger.page(5, 2, _ -> true))).isEmpty();
    assertThat(seqs(ledger.entriesOf("even"))).containsExactly(1L, 3L, 5L);
  }

  @Test
  void forgetsTheOldestWhenFullAndGoesOnCounting() {
    for (int i = 0; i < 12; i++) ledger.record(received("token", 201, "m" + i));
    assertThat(seqs(ledger.entries())).hasSize(10).startsWith(3L).endsWith(12L);
    assertThat(seqs(ledger.page(0, 1, _ -> true))).containsExactly(3L);
    ledger.clear();
    assertThat(ledger.record(received("token", 201, "again"))).isEqualTo(13);
    assertThat(seqs(ledger.page(12, 9, _ -> true))).containsExactly(13L);
  }

  @Test
  void writesDownWhatABrowserAcknowledged() {
    long seq = ledger.record(received("token", 201, null));
    ledger.acknowledge(seq, false, "no key");
    ledger.acknowledge(seq + 1, true, null);
    ledger.acknowledge(0, true, null);
    PushReceived push = ledger.entries().getFirst().push();
    assertThat(push.decrypted()).isFalse();
    assertThat(push.failure()).isEqualTo("no key");
  }

  @Test
  void countsRepeatsAmongTheAccepted() {
    ledger.record(received("a", 503, "hello"));
    ledger.record(received("a", 201, "hello"));
    ledger.record(received("b", 201, "hello"));
    ledger.record(received("b", 201, "hello"));
    ledger.record(received("c", 410, null));
    LedgerSummary summary = ledger.summary();
    assertThat(summary.entries()).isEqualTo(5);
    assertThat(summary.accepted()).isEqualTo(3);
    assertThat(summary.acceptedTokens()).isEqualTo(2);
    assertThat(summary.tokens()).isEqualTo(3);
    assertThat(summary.repeats()).isEqualTo(1);
    assertThat(summary.byStatus()).isEqualTo(Map.of("201", 3L, "410", 1L, "503", 1L));
    assertThat(summary.byDecrypted()).isEqualTo(Map.of("true", 4L, "unknown", 1L));
  }

  private static List<Long> seqs(List<LedgerEntry> entries) {
    return entries.stream().map(LedgerEntry::seq).toList();
  }

  private static PushReceived received(String token, int status, String plaintext) {
    return new PushReceived(
        Instant.EPOCH,
        token,
        "https://127.0.0.1/push/" + token,
        status,
        new PushHeaders("60", null, null, null, null),
        "valid",
        plaintext == null ? null : true,
        plaintext,
        null,
        0,
        "HTTP/2.0");
  }
}
