package dev.towncrier.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.Outcome;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTallyTest {
  private final OutcomeTally tally = new OutcomeTally();

  @Test
  void countsByOutcomeAndByPushService() {
    count("https://a.example", Outcome.ACCEPTED);
    count("https://a.example", Outcome.GONE);
    count("https://b.example", Outcome.ACCEPTED);

    assertThat(tally.view(Instant.EPOCH, 1.5, Map.of()))
        .isEqualTo(
            new RatesView(
                Instant.EPOCH,
                1.5,
                Map.of("accepted", 2L, "gone", 1L),
                Map.of(
                    "https://a.example",
                    Map.of("accepted", 1L, "gone", 1L),
                    "https://b.example",
                    Map.of("accepted", 1L)),
                null));
  }

  @Test
  void namesSoManyPushServicesAndNoMore() {
    for (int number = 0; number < 60; number++) {
      count("https://" + number + ".example", Outcome.ACCEPTED);
    }
    count("https://0.example", Outcome.ACCEPTED);

    Map<String, Map<String, Long>> counted = tally.view(Instant.EPOCH, 1, Map.of()).pushServices();
    assertThat(counted).hasSize(OutcomeTally.MOST_PUSH_SERVICES + 1);
    assertThat(counted.get("https://0.example")).isEqualTo(Map.of("accepted", 2L));
    assertThat(counted.get("other")).isEqualTo(Map.of("accepted", 10L));
  }

  @Test
  void measuresHowLongAcceptanceTookWhereItIsKnownSinceWhenItWasDue() {
    for (int number = 1; number <= 200; number++) {
      count("n1", "https://a.example", Outcome.ACCEPTED, Instant.ofEpochMilli(10L * number));
    }
    count("n1", "https://a.example", Outcome.EXPIRED, Instant.ofEpochSecond(1_000));
    count("n2", "https://a.example", Outcome.ACCEPTED, Instant.ofEpochSecond(1_000));

    assertThat(tally.notifications()).containsExactlyInAnyOrder("n1", "n2");
    assertThat(tally.view(Instant.EPOCH, 1, Map.of("n1", Instant.EPOCH)).latency())
        .isEqualTo(new RatesView.Latency(1.0, 1.98));
    assertThat(tally.view(Instant.EPOCH, 1, Map.of("n1", Instant.ofEpochSecond(5))).latency())
        .as("with a clock that is ahead")
        .isEqualTo(new RatesView.Latency(0, 0));
  }

  @Test
  void measuresSoManyAcceptancesAndNoMore() {
    for (int number = 0; number < OutcomeTally.MOST_MEASURED + 10; number++) {
      count("n" + number, "https://a.example", Outcome.ACCEPTED, Instant.EPOCH);
    }
    assertThat(tally.notifications()).hasSize(OutcomeTally.MOST_MEASURED);
  }

  private void count(String pushService, Outcome outcome) {
    count("n1", pushService, outcome, Instant.EPOCH);
  }

  private void count(String notification, String pushService, Outcome outcome, Instant at) {
    tally.count(new OutcomeTally.Ended("demo", notification, outcome, pushService, at));
  }
}
