package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.store.SubscriptionMarks.Kind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatisticsIT {
  private static final TestStore store = new TestStore();
  private final Application application = store.application();

  private Statistics read(Duration retireAfter, int counted) {
    return new StatisticsReader(
            store.dataSource, new RetirementSettings(retireAfter), TestStore.CLOCK, counted)
        .read(application.id());
  }

  private UUID subscribe(String path, String... topics) {
    return store.subscribe(application, path, topics).subscription().id();
  }

  @BeforeEach
  void subscriptions() {
    subscribe("1", "news", "art");
    subscribe("2", "news");
    store.mark(subscribe("3", "news"), Kind.SUSPECT);
    store.mark(subscribe("4", "news"), Kind.KEY_MISMATCH);
    set(subscribe("5", "news"), "expires_at = now()");
    set(subscribe("6"), "last_seen_on = last_seen_on - 90");
    set(subscribe("7"), "push_service = 'https://other.example'");
    store.subscribe(store.application(), "of another", "news");
  }

  private static void set(UUID id, String what) {
    store.sql.execute("update subscription set " + what + " where id = ?", id);
  }

  @Test
  void countsSubscriptionsByTheirStateTopicAndPushService() {
    assertThat(read(null, 7))
        .isEqualTo(
            new Statistics(
                false,
                5,
                1,
                1,
                1,
                null,
                Map.of("news", 3L, "art", 1L),
                Map.of(TestStore.PUSH_SERVICE, 4L, "https://other.example", 1L),
                days(5, 0, 0),
                Map.of()));
  }

  @Test
  void tellsHowSubscriptionsCameAndWentInTheLastSevenDays() {
    set(subscribe("8", "news"), "created_at = now() - interval '6 days'");
    set(subscribe("9", "news"), "created_at = now() - interval '7 days'");
    store.mark(subscribe("10", "news"), Kind.GONE);

    assertThat(read(null, 9).days()).isEqualTo(days(5, 1, 1));
  }

  /** Seven days: those subscribed today, those on the first of them, those gone today. */
  private static List<Statistics.Day> days(long today, long first, long gone) {
    LocalDate last = Days.of(TestStore.CLOCK.instant());
    return last.minusDays(6)
        .datesUntil(last.plusDays(1))
        .map(day ->
            new Statistics.Day(
                day,
                day.equals(last) ? today : day.equals(last.minusDays(6)) ? first : 0,
                day.equals(last) ? gone : 0))
        .toList();
  }

  @Test
  void countsThoseThatRetireSoonWhereAnyDoes() {
    assertThat(read(Duration.ofDays(103), 7).retiringSoon()).isOne();
    assertThat(read(Duration.ofDays(104), 7).retiringSoon()).isZero();
  }

  @Test
  void estimatesTheFiguresOfALargeApplication() {
    Statistics estimated = read(null, 6);

    assertThat(estimated.estimated()).isTrue();
    // The table is small, so the sample is all of it.
    assertThat(estimated.active()).isEqualTo(5);
    assertThat(estimated.topics()).isEqualTo(Map.of("news", 3L, "art", 1L));
  }

  @Test
  void saysThatThereIsNothing() {
    Application empty = store.application();

    assertThat(
            new StatisticsReader(store.dataSource, new RetirementSettings(null), TestStore.CLOCK)
                .read(empty.id()))
        .isEqualTo(
            new Statistics(false, 0, 0, 0, 0, null, Map.of(), Map.of(), days(0, 0, 0), Map.of()));
  }
}
