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

    assertThat(tally.view(Instant.EPOCH, 1.5))
        .isEqualTo(
            new RatesView(
                Instant.EPOCH,
                1.5,
                Map.of("accepted", 2L, "gone", 1L),
                Map.of(
                    "https://a.example",
                    Map.of("accepted", 1L, "gone", 1L),
                    "https://b.example",
                    Map.of("accepted", 1L))));
  }

  @Test
  void namesSoManyPushServicesAndNoMore() {
    for (int number = 0; number < 60; number++) {
      count("https://" + number + ".example", Outcome.ACCEPTED);
    }
    count("https://0.example", Outcome.ACCEPTED);

    Map<String, Map<String, Long>> counted = tally.view(Instant.EPOCH, 1).pushServices();
    assertThat(counted).hasSize(OutcomeTally.MOST_PUSH_SERVICES + 1);
    assertThat(counted.get("https://0.example")).isEqualTo(Map.of("accepted", 2L));
    assertThat(counted.get("other")).isEqualTo(Map.of("accepted", 10L));
  }

  private void count(String pushService, Outcome outcome) {
    tally.count(new OutcomeTally.Ended("demo", outcome, pushService));
  }
}
