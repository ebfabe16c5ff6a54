package dev.towncrier.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.towncrier.contract.FanoutStep;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NotificationsIT {
  private static final TestStore store = new TestStore();
  private static final String ALL = "{\"all\": true}";
  private static final RecordCoordinates HERE = new RecordCoordinates("push.notifications", 0, 7);
  private static final RecordCoordinates THERE = new RecordCoordinates("push.notifications", 0, 8);
  private final Notifications notifications = store.notifications;
  private final Application application = store.application();

  @Test
  void keepsEverythingOfTheEvent() {
    String json =
        """
        {"id": "order 4711 \u00e6 ' \\" 100%%", "application": "%s", "ttl": 60, "urgency": "high",
         "collapseKey": "k", "appBadge": 0,
         "audience": {"all": true, "topics": ["news"], "users": ["ann"], "subscriptions": ["%s"]},
         "notification": {"title": "T\ud83d\ude00", "data": {"b": 1, "a": [1.5, null, "\\u0000"]}},
         "locales": {"pt-BR": {"title": "\u00d4", "data": "\\u0000"}, "nb": {"title": "\u00d8"}}}
        """
            .formatted(application.id(), new UUID(1, 2));
    NotificationRequested event = NotificationRequested.parse(json.getBytes(UTF_8));

    Notification granted = granted(notifications.claim(event, HERE));

    assertThat(granted.application()).isEqualTo(event.application());
    assertThat(granted.id()).isEqualTo(event.id());
    assertThat(granted.audience()).isEqualTo(event.audience());
    assertThat(granted.content()).isEqualTo(event.content());
    assertThat(granted.locales()).isEqualTo(event.locales()).hasSize(2);
    assertThat(granted.ttl()).isEqualTo(event.ttl());
    assertThat(granted.urgency()).isEqualTo(event.urgency());
    assertThat(granted.collapseKey()).isEqualTo("k");
    assertThat(granted.appBadge()).isZero();
    assertThat(notifications.find(application.id(), event.id())).contains(granted);
    assertThat(
            notifications.find(
                List.of(
                    new NotificationKey(application.id(), event.id()),
                    new NotificationKey(application.id(), "another"))))
        .containsExactly(granted);
  }

  @Test
  void keepsNoLocalesWhereThereAreNone() {
    assertThat(granted(claim("1", 60, HERE)).locales()).isEmpty();
    assertThat(
            store
                .sql
                .fetchSingle(
                    "select locales is null from notification where application_id = ?",
                    application.id())
                .get(0))
        .isEqualTo(true);
  }

  @Test
  void fixesTheDeadlineByTheClockOfPostgres() {
    Notification granted = granted(claim("1", 3_600, HERE));

    assertThat(granted.deadline()).isEqualTo(granted.acceptedAt().plusSeconds(3_600));
    assertThat(granted.acceptedAt())
        .isCloseTo(
            store.sql.fetchSingle("select clock_timestamp()").get(0, Instant.class),
            within(10, ChronoUnit.SECONDS));
  }

  @Test
  void givesTtlZeroThirtySeconds() {
    Notification granted = granted(claim("1", 0, HERE));

    assertThat(granted.ttl()).isEqualTo(Duration.ZERO);
    assertThat(granted.deadline()).isEqualTo(granted.acceptedAt().plusSeconds(30));
  }

  @Test
  void grantsAReplayWhatItGrantedFirst() {
    Claim first = claim("1", 60, HERE);

    assertThat(claim("1", 60, HERE)).isEqualTo(first).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void takesTheSameBodyFromElsewhereForADuplicate() {
    claim("1", 60, HERE);

    for (RecordCoordinates other :
        List.of(
            THERE,
            new RecordCoordinates("push.notifications", 1, 7),
            new RecordCoordinates("push.notifications.demo", 0, 7))) {
      assertThat(claim("1", 60, other)).isEqualTo(new Claim.Duplicate());
    }
    assertThat(claim("1", 60, null)).isEqualTo(new Claim.Duplicate());
  }

  @Test
  void takesAnotherBodyForAConflict() {
    Notification first = granted(claim("1", 60, HERE));

    assertThat(claim("1", 61, HERE)).isEqualTo(new Claim.Conflict());
    assertThat(claim("1", 61, THERE)).isEqualTo(new Claim.Conflict());
    assertThat(claim("1", 61, null)).isEqualTo(new Claim.Conflict());
    assertThat(notifications.find(application.id(), "1")).contains(first);
  }

  @Test
  void keepsAnIdPerApplication() {
    Application other = store.application();
    claim("1", 60, HERE);

    assertThat(notifications.claim(TestStore.event(other, "1", ALL, 61), THERE))
        .isInstanceOf(Claim.Granted.class);
    assertThat(notifications.find(application.id(), "2")).isEmpty();
  }

  @Test
  void takesTheFirstRecordOfWhatTheApiClaimed() {
    Claim byTheApi = claim("1", 60, null);

    assertThat(claim("1", 60, null)).isEqualTo(byTheApi).isInstanceOf(Claim.Granted.class);
    assertThat(claim("1", 60, HERE)).isEqualTo(byTheApi);
    assertThat(claim("1", 60, HERE)).isEqualTo(byTheApi);
    assertThat(claim("1", 60, THERE)).isEqualTo(new Claim.Duplicate());
  }

  @Test
  void grantsOneOfAllWhoClaimAtOnce() throws Exception {
    List<Claim> claims =
        TestStore.atOnce(
            8, i -> () -> claim("1", 60, new RecordCoordinates("push.notifications", 0, i)));

    assertThat(claims).filteredOn(claim -> claim instanceof Claim.Granted).hasSize(1);
    assertThat(claims).filteredOn(claim -> claim instanceof Claim.Duplicate).hasSize(7);
  }

  @Test
  void grantsOneOfAllRecordsOfWhatTheApiClaimed() throws Exception {
    claim("1", 60, null);

    List<Claim> claims =
        TestStore.atOnce(
            8, i -> () -> claim("1", 60, new RecordCoordinates("push.notifications", 0, i)));

    assertThat(claims).filteredOn(claim -> claim instanceof Claim.Granted).hasSize(1);
  }

  @Test
  void showsHowFarItHasCome() {
    Notification granted = granted(claim("1", 60, HERE));
    assertThat(progress("1"))
        .isEqualTo(
            new NotificationProgress(
                application.id(),
                "1",
                granted.acceptedAt(),
                granted.deadline(),
                Map.of(),
                null,
                null,
                false,
                Standing.USUAL,
                Map.of()));
    assertThat(progress("1").ended()).isFalse();

    store.fanouts.end(end("1", 0, 1, 3, 0));
    count("1", 0, Map.of(Outcome.ACCEPTED, 2L));
    assertThat(progress("1").counts()).isEqualTo(Map.of(Outcome.ACCEPTED, 2L));
    assertThat(progress("1").audience()).isEqualTo(3);
    assertThat(progress("1").ended()).isFalse();

    count("1", 1, Map.of(Outcome.DEAD_LETTERED, 1L));
    assertThat(progress("1").counts())
        .isEqualTo(Map.of(Outcome.ACCEPTED, 2L, Outcome.DEAD_LETTERED, 1L));
    assertThat(progress("1").ended()).isTrue();
    assertThat(notifications.progress(application.id(), "2")).isEmpty();
    assertThat(notifications.progress("nobody", "1")).isEmpty();
  }

  @Test
  void endsAtOnceWhenNobodyIsIn() {
    claim("1", 60, HERE);

    store.fanouts.end(end("1", 0, 1, 0, 0));

    assertThat(progress("1").ended()).isTrue();
  }

  @Test
  void knowsTheSizeOnceAllRangesHaveEndedHoweverOftenTheySaySo() {
    claim("1", 60, HERE);

    store.fanouts.end(end("1", 0, 3, 5, 0));
    store.fanouts.end(end("1", 0, 3, 5, 0));
    store.fanouts.end(end("1", 2, 3, 10, 0));
    assertThat(progress("1").audience()).isNull();
    store.fanouts.end(end("1", 1, 3, 0, 2));
    store.fanouts.end(end("1", 1, 3, 0, 2));

    assertThat(progress("1").audience()).isEqualTo(17);
    assertThat(progress("1").counts()).isEqualTo(Map.of(Outcome.CANCELLED, 2L));
  }

  @Test
  void knowsTheSizeWhenAllRangesEndAtTheSameTime() throws Exception {
    claim("1", 60, HERE);

    TestStore.atOnce(
        8,
        i ->
            () -> {
              store.fanouts.end(end("1", i, 8, 1, 1));
              return i;
            });

    assertThat(progress("1").audience()).isEqualTo(16);
    assertThat(progress("1").counts()).isEqualTo(Map.of(Outcome.CANCELLED, 8L));
  }

  @Test
  void passesOverTheEndOfWhatIsStoredNoMore() {
    store.fanouts.end(end("swept", 0, 1, 3, 2));

    assertThat(notifications.progress(application.id(), "swept")).isEmpty();
  }

  @Test
  void listsTheNewestFirst() {
    claim("a", 60, HERE);
    claim("b", 60, HERE);
    claim("c", 60, HERE);
    store.claim(store.application(), "d", ALL);
    count("b", 0, Map.of(Outcome.GONE, 1L));

    List<NotificationProgress> newest = notifications.newest(application.id(), 2);

    assertThat(newest).extracting(NotificationProgress::id).containsExactly("c", "b");
    assertThat(newest.getFirst().counts()).isEmpty();
    assertThat(newest.getLast().counts()).isEqualTo(Map.of(Outcome.GONE, 1L));
    assertThat(notifications.newest(application.id(), 10)).hasSize(3);
  }

  private FanoutStep.End end(String id, int number, int of, long requested, long left) {
    return new FanoutStep.End(
        application.id(), id, number, of, requested, left, left == 0 ? null : Outcome.CANCELLED);
  }

  private Claim claim(String id, int ttl, RecordCoordinates source) {
    return notifications.claim(TestStore.event(application, id, ALL, ttl), source);
  }

  private static Notification granted(Claim claim) {
    return ((Claim.Granted) claim).notification();
  }

  private NotificationProgress progress(String id) {
    return notifications.progress(application.id(), id).orElseThrow();
  }

  private void count(String id, int partition, Map<Outcome, Long> counts) {
    String topic = application.id() + ".outcomes";
    Map<OutcomeCounts.Key, Long> keyed = new HashMap<>();
    counts.forEach((outcome, count) ->
        keyed.put(
            new OutcomeCounts.Key(application.id(), id, outcome, TestStore.PUSH_SERVICE, "firefox"),
            count));
    assertThat(store.counts.add(topic, partition, 0, 1, keyed)).isTrue();
  }

  @Test
  void looksAtTheNewestTheLargeAndThoseItIsAskedFor() {
    store.sql.execute(
        """
        insert into notification (application_id, id, fingerprint, audience, content, navigate,
          ttl_seconds, urgency, accepted_at, deadline, begun_by)
        select ?, 'n' || n, sha256('x'), '{}', '{}', '', 60, 'normal',
          now() - n * interval '1 s', now(), case when n in (150, 160) then gen_random_uuid() end
          from generate_series(1, 200) n\
        """,
        application.id());
    store.claim(store.application(), "n1", ALL);

    List<String> current =
        notifications.current(application.id(), List.of("n170", "n7", "unknown")).stream()
            .map(NotificationProgress::id)
            .toList();

    assertThat(current)
        .hasSize(103)
        .startsWith("n1", "n2", "n3")
        .endsWith("n100", "n150", "n160", "n170");
    assertThat(notifications.newestLarge(1_000))
        .filteredOn(progress -> progress.application().equals(application.id()))
        .extracting(NotificationProgress::id)
        .containsExactly("n150", "n160");
  }
}
