package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.FanoutStep;
import dev.towncrier.contract.NotificationRequested;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FanoutsIT {
  private static final TestStore store = new TestStore();
  private static final RecordCoordinates HERE = new RecordCoordinates("push.notifications", 0, 7);
  private static final RecordCoordinates THERE = new RecordCoordinates("push.notifications", 0, 8);
  private static final String ALL = "{\"all\": true}";
  private static final int SMALL = 2;

  private final Application application = store.application();

  @Test
  void claimsManyAtOnceAndTellsWhatBecameOfEachInTheirOrder() {
    NotificationRequested second = event("2", 60);
    NotificationRequested first = event("1", 60);

    List<Claim> claims =
        begin(
                new Arrival(second, HERE),
                new Arrival(first, THERE),
                new Arrival(event("2", 61), THERE),
                new Arrival(first, HERE))
            .stream()
            .map(Beginning::claim)
            .toList();

    assertThat(((Claim.Granted) claims.get(0)).notification().id()).isEqualTo("2");
    assertThat(((Claim.Granted) claims.get(1)).notification().id()).isEqualTo("1");
    assertThat(claims.get(2)).isInstanceOf(Claim.Conflict.class);
    assertThat(claims.get(3)).isInstanceOf(Claim.Duplicate.class);
    assertThat(begin()).isEmpty();
  }

  @Test
  void readsEachSmallAudienceWithItsClaim() {
    UUID one = subscribe("1", "news");
    UUID two = subscribe("2", "news");
    subscribe("3");
    UUID four = subscribe("4");

    List<Beginning> beginnings =
        begin(
            arrival("all", ALL),
            arrival("news", "{\"topics\": [\"news\"]}"),
            arrival("nobody", "{\"users\": [\"ann\"]}"),
            arrival("last", "{\"subscriptions\": [\"%s\"]}".formatted(four)));

    assertThat(beginnings.get(0).inSteps()).isTrue();
    assertThat(beginnings.get(0).members()).isEmpty();
    assertThat(size("all")).isNull();
    assertThat(members(beginnings.get(1))).containsExactlyInAnyOrder(one, two);
    assertThat(size("news")).isEqualTo(2);
    assertThat(members(beginnings.get(2))).isEmpty();
    assertThat(size("nobody")).isZero();
    assertThat(members(beginnings.get(3))).containsExactly(four);
    assertThat(size("last")).isOne();
    assertThat(beginnings.subList(1, 4)).noneMatch(Beginning::inSteps);
  }

  @Test
  void readsNothingForWhatIsNotGranted() {
    subscribe("1");
    begin(arrival("1", ALL));

    List<Beginning> again = begin(new Arrival(event("1", 61), THERE), arrival("2", ALL));

    assertThat(again.get(0)).isEqualTo(new Beginning(new Claim.Conflict(), List.of(), false));
    assertThat(again.get(1).members()).hasSize(1);
  }

  @Test
  void grantsNothingThatAnotherTookMeanwhile() {
    UUID one = subscribe("1");
    NotificationRequested event = event("1", 60);
    Present present = store.fanouts.look(List.of(event));
    begin(new Arrival(event, THERE));

    List<Beginning> late =
        store.fanouts.begin(List.of(new Arrival(event, HERE), arrival("2", ALL)), present, SMALL);

    assertThat(late.get(0)).isEqualTo(new Beginning(new Claim.Duplicate(), List.of(), false));
    assertThat(members(late.get(1))).containsExactly(one);
    assertThat(size("1")).isOne();
  }

  @Test
  void beginsAgainAsBeforeWithThoseWhoWereThereAtAcceptance() {
    subscribe("1");
    Arrival arrival = arrival("1", ALL);
    List<Beginning> first = begin(arrival);
    subscribe("2");

    assertThat(begin(arrival).getFirst().members()).isEqualTo(first.getFirst().members());
    assertThat(size("1")).isOne();
  }

  @Test
  void leavesToStepsWhatWasPausedOrCancelledBeforeItsEventCame() {
    subscribe("1");
    store.notifications.claim(event("paused", 60), null);
    store.notifications.claim(event("cancelled", 60), null);
    store.control.pause(application.id(), "paused");
    store.control.cancel(application.id(), "cancelled");

    assertThat(begin(arrival("paused", ALL), arrival("cancelled", ALL)))
        .allMatch(Beginning::inSteps)
        .allMatch(begun -> begun.members().isEmpty());
  }

  @Test
  void goesToTheFirstStepThatBeginsItForGood() {
    store.claim(application, "1", ALL);
    UUID first = UUID.randomUUID();

    assertThat(begin("1", first)).isPresent();
    assertThat(begin("1", UUID.randomUUID())).isEmpty();
    assertThat(begin("1", first)).isPresent();
    assertThat(begin("unknown", first)).isEmpty();
  }

  private static List<Beginning> begin(Arrival... arrivals) {
    List<NotificationRequested> events = Stream.of(arrivals).map(Arrival::event).toList();
    return store.fanouts.begin(List.of(arrivals), store.fanouts.look(events), SMALL);
  }

  private Optional<Notification> begin(String id, UUID token) {
    return store.fanouts.begin(new FanoutStep.Begin(application.id(), id, token));
  }

  private static List<UUID> members(Beginning beginning) {
    return beginning.members().stream().map(AudienceMember::subscriptionId).toList();
  }

  private UUID subscribe(String path, String... topics) {
    return store.subscribe(application, path, topics).subscription().id();
  }

  private Long size(String id) {
    return store.notifications.progress(application.id(), id).orElseThrow().audience();
  }

  private Arrival arrival(String id, String audience) {
    return new Arrival(TestStore.event(application, id, audience, 60), HERE);
  }

  private NotificationRequested event(String id, int ttl) {
    return TestStore.event(application, id, ALL, ttl);
  }
}
