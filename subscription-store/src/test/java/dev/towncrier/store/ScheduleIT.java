package dev.towncrier.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.towncrier.contract.NotificationRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleIT {
  private static final RecordCoordinates HERE = new RecordCoordinates("push.notifications", 0, 7);
  private static final Instant NINE = Instant.parse("2030-12-01T09:00:00Z");

  private static final TestStore store = new TestStore();
  private final Application application = store.application();
  private final List<String> handedOver = Collections.synchronizedList(new ArrayList<>());

  @Test
  void handsOverWhatIsDueOnceAndNoEarlier() {
    claim("nine", NINE, HERE);
    claim("ten", NINE.plusSeconds(3_600), HERE);

    assertThat(handOverAt(NINE.minusMillis(1))).isEmpty();
    assertThat(progress("nine").scheduled()).isTrue();
    assertThat(handOverAt(NINE)).containsExactly("nine");
    assertThat(progress("nine").scheduled()).isFalse();
    assertThat(handOverAt(NINE.plusSeconds(3_600))).containsExactly("nine", "ten");
  }

  @Test
  void handsOverAgainWhatKafkaDidNotTake() {
    claim("nine", NINE, HERE);

    assertThatIllegalStateException()
        .isThrownBy(() ->
            store.schedule.handOverDue(
                NINE,
                10,
                _ -> {
                  throw new IllegalStateException("Kafka is away");
                }));

    assertThat(handOverAt(NINE)).containsExactly("nine");
  }

  @Test
  void handsOverEachToOneOfManyWorkers() throws Exception {
    for (int i = 0; i < 40; i++) {
      claim("n" + i, NINE, HERE);
    }

    TestStore.atOnce(
        4,
        _ ->
            () -> {
              int most = 3;
              while (store.schedule.handOverDue(NINE, most, this::take) > 0) {
                most = most % 5 + 1;
              }
              return most;
            });

    assertThat(handedOver).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void handsOverAtOnceWhatWasCancelled() {
    claim("nine", NINE, HERE);
    store.control.cancel(application.id(), "nine");

    assertThat(handOverAt(NINE.minusSeconds(3_600))).containsExactly("nine");
  }

  @Test
  void waitsForTheEventOfWhatTheApiClaimed() {
    claim("nine", NINE, null);
    assertThat(handOverAt(NINE)).isEmpty();

    claim("nine", NINE, HERE);
    assertThat(handOverAt(NINE)).containsExactly("nine");
  }

  @Test
  void sendsAtOnceWhatShouldHaveBeenSentBefore() {
    Instant past = Instant.parse("2020-01-01T00:00:00Z");

    Notification late = claim("late", past, HERE);

    assertThat(late.isScheduled()).isFalse();
    assertThat(late.startsAt()).isEqualTo(late.acceptedAt());
    assertThat(late.deadline()).isEqualTo(late.acceptedAt().plusSeconds(60));
    assertThat(handOverAt(NINE)).isEmpty();
  }

  @Test
  void countsTheTimeToLiveFromTheTimeItIsSentAt() {
    Notification nine = claim("nine", NINE, HERE);

    assertThat(nine.isScheduled()).isTrue();
    assertThat(nine.startsAt()).isEqualTo(NINE);
    assertThat(nine.deadline()).isEqualTo(NINE.plus(Duration.ofSeconds(60)));
  }

  private List<String> handOverAt(Instant now) {
    store.schedule.handOverDue(now, 1_000, this::take);
    return handedOver;
  }

  private void take(List<NotificationKey> due) {
    due.stream()
        .filter(key -> key.application().equals(application.id()))
        .forEach(key -> handedOver.add(key.id()));
  }

  private NotificationProgress progress(String id) {
    return store.notifications.progress(application.id(), id).orElseThrow();
  }

  private Notification claim(String id, Instant sendAt, RecordCoordinates source) {
    String json =
        """
        {"id": "%s", "application": "%s", "audience": {"all": true}, "ttl": 60, "sendAt": "%s",
         "notification": {"title": "Hello"}}
        """
            .formatted(id, application.id(), sendAt);
    NotificationRequested event = NotificationRequested.parse(json.getBytes(UTF_8));
    return ((Claim.Granted) store.notifications.claim(event, source)).notification();
  }
}
