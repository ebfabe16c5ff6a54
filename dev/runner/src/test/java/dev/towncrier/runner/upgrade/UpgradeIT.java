package dev.towncrier.runner.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.faults.Balance;
import dev.towncrier.simulator.script.ScriptedAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An earlier version gives way to this one, in the order of docs/upgrade.md, while it delivers. */
@Tag("long")
class UpgradeIT {
  private static final int SUBSCRIBERS = 3_000;
  private static final int NEWCOMERS = 100;
  private static final int RECEIPTS = 30;
  private static final int REFUSED = 700;
  private static final int RETRIES = 50;
  private static final int STOPPED = 143;

  // What is refused waits for so long at least, and then at most ten seconds longer.
  private static final ScriptedAnswer REFUSALS =
      ScriptedAnswer.times(REFUSED, 503).withHeader("Retry-After", "15").share(0.25);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void losesRepeatsAndMiscountsNothingWhileOldAndNewWorkSideBySide() throws Exception {
    Optional<Revision> revision = Revision.toUpgradeFrom();
    assumeThat(revision)
        .as("No release came before. Say what to upgrade from: -D%s=REVISION", Revision.PROPERTY)
        .isPresent();
    Programs before = revision.orElseThrow().build(folder.resolve("before"));
    Programs now = Revision.programsHere();

    try (var system = new Installation(folder.resolve("installation"))) {
      system.startApi(before, "old-api", true);
      system.startWorker(before, "old-1");
      system.startWorker(before, "old-2");
      system.awaitSharing("old-1", "old-2");
      try (Shop shop = system.openShop(SUBSCRIBERS)) {
        // Begun by the old workers, and paced so that the new ones go on with it.
        shop.broadcast("long", ", \"sendAt\": \"" + Instant.now().plusSeconds(5) + "\"");
        shop.pace("long", "{\"perSecond\": 10}");
        shop.broadcast("old", "");
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> shop.found("old", "/state").stringValue().equals("sent"));
        assertThat(shop.tell(shop.receipts("old", 0, RECEIPTS))).isEqualTo(202);

        assertThat(system.migrate(now)).isZero();
        String receipts = shop.receipts("old", RECEIPTS, RECEIPTS);
        assertThat(shop.tell(receipts)).isEqualTo(before.knowsAnalytics() ? 202 : 500);
        shop.subscribe(NEWCOMERS);

        system.startWorker(now, "new-1");
        system.awaitSharing("old-1", "old-2", "new-1");
        assertThat(system.stop("old-1")).isEqualTo(STOPPED);
        system.awaitSharing("old-2", "new-1");
        stopAmidRetries(system, shop, "read-by-old", "new-1");
        system.startWorker(now, "new-2");
        system.awaitSharing("old-2", "new-2");
        shop.awaitAccepted("read-by-old");
        stopAmidRetries(system, shop, "read-by-new", "old-2");

        assertThat(system.stop("old-api")).isEqualTo(STOPPED);
        system.startApi(now, "new-api", false);
        // As browsers do with what was not taken. What was does not count again.
        assertThat(shop.tell(receipts)).isEqualTo(202);
        shop.broadcast("new", "");
        assertThat(shop.found("long", "/state").stringValue()).isEqualTo("sending");
        shop.pace("long", "null");

        Balance balance = shop.balance();
        System.out.println(balance);
        assertThat(balance.outcomes()).containsOnlyKeys("accepted");
        assertThat(balance.repeats()).isZero();
        assertThat(shop.found("old", "/receipts/displayed").intValue()).isEqualTo(2 * RECEIPTS);
        assertThat(system.stop("new-2")).isEqualTo(STOPPED);
        assertThat(system.stop("new-api")).isEqualTo(STOPPED);
        assertThat(system.errors())
            .filteredOn(error -> before.knowsAnalytics() || !error.startsWith("old-"))
            .isEmpty();
      }
    }
  }

  /**
   * Publishes to everybody and stops a worker of two, once it has put some deliveries off that the
   * push service refused: the other, of the other version, reads the retries that it leaves.
   */
  private static void stopAmidRetries(
      Installation system, Shop shop, String broadcast, String worker) throws Exception {
    Set<TopicPartition> share = system.shares().get(worker);
    system.pushService().answers(REFUSALS);
    shop.broadcast(broadcast, "");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> system.retriedBy(share, broadcast).size() >= RETRIES);
    assertThat(system.stop(worker)).isEqualTo(STOPPED);
    Set<String> retried = system.retriedBy(share, broadcast);
    long left = shop.open(broadcast, retried);
    System.out.printf("%s has %d retries of %d to make%n", broadcast, left, retried.size());
    assertThat(left).isPositive();
  }
}
