package dev.towncrier.store;

import static dev.towncrier.store.NotificationControl.Decision.MADE;
import static dev.towncrier.store.NotificationControl.Decision.NOT_FOUND;
import static dev.towncrier.store.NotificationControl.Decision.TOO_LATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.FanoutStep;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationControlIT {
  private static final TestStore store = new TestStore();
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");

  private final Application application = store.application();
  private final NotificationControl control = store.control;

  @Test
  void pausesAndResumesAsOftenAsItIsTold() {
    claim("1");

    assertThat(control.pause(application.id(), "1")).isEqualTo(MADE);
    assertThat(control.pause(application.id(), "1")).isEqualTo(MADE);
    assertThat(state("1")).isEqualTo(NotificationState.PAUSED);
    assertThat(control.resume(application.id(), "1")).isEqualTo(MADE);
    assertThat(control.resume(application.id(), "1")).isEqualTo(MADE);
    assertThat(state("1")).isEqualTo(NotificationState.SENDING);
  }

  @Test
  void cancelsForGood() {
    claim("1");
    control.pause(application.id(), "1");

    assertThat(control.cancel(application.id(), "1")).isEqualTo(MADE);
    assertThat(control.cancel(application.id(), "1")).isEqualTo(MADE);
    assertThat(control.resume(application.id(), "1")).isEqualTo(TOO_LATE);
    assertThat(control.pause(application.id(), "1")).isEqualTo(TOO_LATE);
    assertThat(control.pace(application.id(), "1", 60)).isEqualTo(TOO_LATE);
    assertThat(state("1")).isEqualTo(NotificationState.CANCELLED);
  }

  @Test
  void comesTooLateForWhatHasBeenSent() {
    claim("1");
    store.fanouts.end(new FanoutStep.End(application.id(), "1", 0, 1, 0, 0, null));

    assertThat(control.cancel(application.id(), "1")).isEqualTo(TOO_LATE);
    assertThat(control.pause(application.id(), "1")).isEqualTo(TOO_LATE);
    assertThat(control.resume(application.id(), "1")).isEqualTo(TOO_LATE);
    assertThat(control.pace(application.id(), "1", 60)).isEqualTo(TOO_LATE);
  }

  @Test
  void findsNothingOfOthers() {
    claim("1");

    assertThat(control.cancel(application.id(), "2")).isEqualTo(NOT_FOUND);
    assertThat(control.cancel(store.application().id(), "1")).isEqualTo(NOT_FOUND);
    assertThat(control.pace(application.id(), "2", null)).isEqualTo(NOT_FOUND);
  }

  @Test
  void tellsWhatIsHalted() {
    claim("going");
    claim("paused");
    claim("cancelled");
    control.pause(application.id(), "paused");
    control.cancel(application.id(), "cancelled");

    assertThat(control.halted())
        .containsAllEntriesOf(
            Map.of(
                key("paused"),
                NotificationState.PAUSED,
                key("cancelled"),
                NotificationState.CANCELLED))
        .doesNotContainKey(key("going"));
  }

  @Test
  void givesDeliveriesTheirTimeOneAfterAnother() {
    claim("1");
    control.pace(application.id(), "1", 120);

    assertThat(control.takeTime(key("1"), 120, 2, NOON)).isEqualTo(NOON);
    assertThat(control.takeTime(key("1"), 120, 4, NOON)).isEqualTo(NOON.plusSeconds(1));
    assertThat(control.takeTime(key("1"), 120, 0, NOON)).isEqualTo(NOON.plusSeconds(3));
  }

  @Test
  void makesGoodForASecondOfLostTimeAtMost() {
    claim("1");
    control.pace(application.id(), "1", 60);
    control.takeTime(key("1"), 60, 1, NOON);

    assertThat(control.takeTime(key("1"), 60, 2, NOON.plusSeconds(10)))
        .isEqualTo(NOON.plusSeconds(9));
  }

  @Test
  void startsTimeAnewWithAnotherPace() {
    claim("1");
    control.pace(application.id(), "1", 1);
    control.takeTime(key("1"), 1, 60, NOON);
    control.pace(application.id(), "1", 60);

    assertThat(control.takeTime(key("1"), 60, 1, NOON)).isEqualTo(NOON);
    assertThat(store.notifications.find(application.id(), "1").orElseThrow().standing())
        .isEqualTo(new Standing(NotificationState.SENDING, 60));
  }

  private void claim(String id) {
    store.claim(application, id, "{\"all\": true}");
  }

  private NotificationKey key(String id) {
    return new NotificationKey(application.id(), id);
  }

  private NotificationState state(String id) {
    return store.notifications.find(application.id(), id).orElseThrow().standing().state();
  }
}
