package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLettersIT {
  private static final TestStore store = new TestStore();
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");
  private static final RecordCoordinates SOURCE =
      new RecordCoordinates("push.deliveries.dead-letter", 1, 7);

  private final DeadLetters deadLetters = store.deadLetters;
  private final Replays replays = store.replays;
  private final Application application = store.application();
  private final String topic = application.id() + ".dead-letter";
  private final List<NewDeadLetter> leftOut = new ArrayList<>();
  private long read;

  @Test
  void keepsEverythingThatAnOperatorNeeds() {
    add(letter("d1", DeadLetterReason.REFUSED, "n1", 0));

    DeadLetter letter = all().getFirst();

    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                "d1",
                "n1",
                new UUID(1, 1),
                TestStore.PUSH_SERVICE,
                new UUID(2, 2),
                NOON.plusSeconds(60),
                DeadLetterReason.REFUSED,
                400,
                3,
                NOON.minusSeconds(60),
                NOON,
                "no",
                0,
                false,
                NOON,
                SOURCE));
  }

  @Test
  void keepsOfAPoisonRecordWhereItStands() {
    add(
        new NewDeadLetter(application.id(), DeadLetterReason.POISON, null, null, NOON, SOURCE),
        new NewDeadLetter(application.id(), DeadLetterReason.POISON, null, null, NOON, SOURCE));

    assertThat(all())
        .hasSize(2)
        .allSatisfy(letter -> {
          assertThat(letter.deliveryId()).isNull();
          assertThat(letter.reason()).isEqualTo(DeadLetterReason.POISON);
          assertThat(letter.source()).isEqualTo(SOURCE);
        });
    assertThat(replays.take(filter(), null)).isEmpty();
  }

  @Test
  void addsABatchOnce() {
    List<NewDeadLetter> batch = List.of(letter("d1", DeadLetterReason.REFUSED, "n1", 0));

    assertThat(deadLetters.add(topic, 0, 0, 5, batch, leftOut::add)).isTrue();
    assertThat(deadLetters.add(topic, 0, 0, 5, batch, leftOut::add)).isFalse();
    assertThat(deadLetters.add(topic, 0, 6, 9, batch, leftOut::add)).isFalse();

    assertThat(all()).hasSize(1);
    assertThat(store.offsets.next(topic, 0)).isEqualTo(5);
  }

  @Test
  void movesOnOverABatchThatHoldsNothing() {
    assertThat(deadLetters.add(topic, 0, 0, 5, List.of(), leftOut::add)).isTrue();

    assertThat(store.offsets.next(topic, 0)).isEqualTo(5);
  }

  @Test
  void takesAnyResponse() {
    add(
        answered("d1", "a\0b\uFFFD'\"\\ {}"),
        answered("d2", "\uD83D\uDE00".repeat(2_000)),
        answered("d3", ""));

    assertThat(all())
        .extracting(DeadLetter::response)
        .containsExactlyInAnyOrder("a\uFFFDb\uFFFD'\"\\ {}", "\uD83D\uDE00".repeat(1_024), "");
    assertThat(leftOut).isEmpty();
  }

  @Test
  void leavesOutWhatCannotBeStoredAndKeepsTheRest() {
    List<NewDeadLetter> impossible =
        List.of(
            new NewDeadLetter("nobody", DeadLetterReason.POISON, null, null, NOON, SOURCE),
            new NewDeadLetter("\0", DeadLetterReason.POISON, null, null, NOON, SOURCE),
            letter("d\0", DeadLetterReason.REFUSED, "n1", 0),
            at("d3", Instant.MAX),
            at("d4", Instant.parse("+300000-01-01T00:00:00Z")));
    add(letter("d1", DeadLetterReason.REFUSED, "n1", 0));
    add(impossible.toArray(NewDeadLetter[]::new));
    add(letter("d2", DeadLetterReason.REFUSED, "n1", 0));

    assertThat(all()).extracting(DeadLetter::deliveryId).containsExactlyInAnyOrder("d1", "d2");
    assertThat(leftOut).containsExactlyInAnyOrderElementsOf(impossible);
  }

  @Test
  void narrowsByReasonNotificationAndPushService() {
    add(
        letter("d1", DeadLetterReason.REFUSED, "n1", 0),
        letter("d2", DeadLetterReason.KEY_MISMATCH, "n1", 0),
        letter("d3", DeadLetterReason.REFUSED, "n2", 0));
    String id = application.id();

    assertThat(ids(new DeadLetterFilter(id, DeadLetterReason.REFUSED, null, null)))
        .containsExactlyInAnyOrder("d1", "d3");
    assertThat(ids(new DeadLetterFilter(id, DeadLetterReason.REFUSED, "n1", null)))
        .containsExactly("d1");
    assertThat(ids(new DeadLetterFilter(id, null, null, TestStore.PUSH_SERVICE))).hasSize(3);
    assertThat(ids(new DeadLetterFilter(id, null, null, "https://other.example"))).isEmpty();
    assertThat(ids(new DeadLetterFilter(store.application().id(), null, null, null))).isEmpty();
  }

  @Test
  void pagesFromTheNewestToTheOldest() {
    add(
        IntStream.range(0, 25)
            .mapToObj(i -> at("d" + i, NOON.plusMillis(i / 3)))
            .toArray(NewDeadLetter[]::new));

    List<String> seen = new ArrayList<>();
    DeadLetterPage.Place place = null;
    do {
      DeadLetterPage page = deadLetters.page(filter(), place, 10);
      page.letters().forEach(letter -> seen.add(letter.deliveryId()));
      place =
          Optional.ofNullable(page.next())
              .flatMap(next -> DeadLetterPage.Place.of(next.text()))
              .orElse(null);
    } while (place != null);

    assertThat(seen)
        .containsExactlyElementsOf(IntStream.range(0, 25).mapToObj(i -> "d" + (24 - i)).toList());
  }

  @Test
  void endsThePageThatIsJustFull() {
    add(letter("d1", DeadLetterReason.REFUSED, "n1", 0));

    assertThat(deadLetters.page(filter(), null, 1).next()).isNull();
  }

  @Test
  void takesEachDeadLetterIntoOneReplay() {
    add(
        letter("d1", DeadLetterReason.REFUSED, "n1", 0),
        letter("d2", DeadLetterReason.REFUSED, "n1", 0));
    Application other = store.application();
    add(
        new NewDeadLetter(
            other.id(),
            DeadLetterReason.REFUSED,
            delivery(other, "d3", "n1", 2, 0),
            null,
            NOON,
            SOURCE));

    Replay replay = replays.take(filter(), 10).orElseThrow();

    assertThat(replay.size()).isEqualTo(2);
    assertThat(replay.perSecond()).isEqualTo(10);
    assertThat(all()).allMatch(DeadLetter::replaying).allMatch(letter -> letter.replays() == 1);
    assertThat(replays.take(filter(), null)).isEmpty();
    DeadLetterFilter elsewhere = new DeadLetterFilter(other.id(), null, null, null);
    assertThat(deadLetters.page(elsewhere, null, 10).letters())
        .singleElement()
        .matches(letter -> !letter.replaying() && letter.replays() == 0);
  }

  @Test
  void takesEachDeadLetterOnceWhenManyAskAtOnce() throws Exception {
    add(
        IntStream.range(0, 500)
            .mapToObj(i -> letter("d" + i, DeadLetterReason.REFUSED, "n" + i % 2, 0))
            .toArray(NewDeadLetter[]::new));

    List<Optional<Replay>> taken =
        TestStore.atOnce(
            8,
            i ->
                () ->
                    replays.take(
                        new DeadLetterFilter(
                            application.id(), null, i % 2 == 0 ? null : "n" + i % 4 / 2, null),
                        null));

    assertThat(taken.stream().flatMap(Optional::stream).mapToLong(Replay::size).sum())
        .isEqualTo(500);
    assertThat(all()).allMatch(letter -> letter.replays() == 1);
  }

  @Test
  void readsAReplaySliceBySliceAsDeliveriesWithoutAttempts() {
    add(
        IntStream.range(0, 5)
            .mapToObj(i -> letter("d" + i, DeadLetterReason.REFUSED, "n1", 0))
            .toArray(NewDeadLetter[]::new));
    Replay replay = replays.take(filter(), null).orElseThrow();

    List<ReplayedLetter> first = replays.slice(replay.id(), 0, 3);
    List<ReplayedLetter> second = replays.slice(replay.id(), first.getLast().id(), 3);

    assertThat(first).hasSize(3);
    assertThat(second).hasSize(2);
    assertThat(first.getFirst().delivery()).isEqualTo(delivery(application, "d0", "n1", 0, 1));
  }

  @Test
  void listsAReplayedOneThatIsDeadLetteredAgain() {
    add(letter("d1", DeadLetterReason.REFUSED, "n1", 0));
    replays.take(filter(), null);

    add(letter("d1", DeadLetterReason.KEY_MISMATCH, "n1", 1));

    assertThat(all())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.reason()).isEqualTo(DeadLetterReason.KEY_MISMATCH);
          assertThat(letter.replays()).isOne();
          assertThat(letter.replaying()).isFalse();
        });
    assertThat(replays.take(filter(), null)).isPresent();
    assertThat(all().getFirst().replays()).isEqualTo(2);
  }

  @Test
  void takesNoOldDeadLetterForTheLatestEnding() {
    add(letter("d1", DeadLetterReason.REFUSED, "n1", 0));
    replays.take(filter(), null);

    add(letter("d1", DeadLetterReason.REFUSED, "n1", 0));

    assertThat(all()).singleElement().matches(DeadLetter::replaying);
  }

  @Test
  void removesWhatEndedOtherwise() {
    add(
        letter("d1", DeadLetterReason.REFUSED, "n1", 0),
        letter("d2", DeadLetterReason.REFUSED, "n1", 0));
    deadLetters.removeEnded(List.of(new EndedReplay(application.id(), "d1", 0)));
    assertThat(all()).hasSize(2);
    replays.take(filter(), null);

    List<EndedReplay> ended =
        List.of(
            new EndedReplay(application.id(), "d1", 1),
            new EndedReplay(application.id(), "d2", 2),
            new EndedReplay(store.application().id(), "d2", 1));
    deadLetters.removeEnded(ended);
    deadLetters.removeEnded(ended);

    assertThat(all()).extracting(DeadLetter::deliveryId).containsExactly("d2");
  }

  @Test
  void givesAReplayToTheFirstRecordThatLeadsToIt() {
    add(letter("d1", DeadLetterReason.REFUSED, "n1", 0));
    Replay replay = replays.take(filter(), null).orElseThrow();
    RecordCoordinates here = new RecordCoordinates("push.replays", 0, 7);

    assertThat(replays.claim(replay.id(), here)).contains(replay);
    assertThat(replays.claim(replay.id(), here)).contains(replay);
    assertThat(replays.claim(replay.id(), new RecordCoordinates("push.replays", 0, 8))).isEmpty();
    assertThat(replays.claim(new UUID(0, 0), here)).isEmpty();
  }

  @Test
  void knowsWhatIsStillToBeHandedOver() {
    add(letter("d1", DeadLetterReason.REFUSED, "n1", 0));
    Replay replay = replays.take(filter(), null).orElseThrow();

    assertThat(replays.notHandedOver(Duration.ofMinutes(5))).doesNotContain(replay);
    assertThat(replays.notHandedOver(Duration.ZERO)).contains(replay);
    replays.handedOver(replay.id());
    assertThat(replays.notHandedOver(Duration.ZERO)).doesNotContain(replay);
  }

  private void add(NewDeadLetter... letters) {
    assertThat(
            deadLetters.add(topic, 0, read, read + letters.length, List.of(letters), leftOut::add))
        .isTrue();
    read += letters.length;
  }

  private NewDeadLetter letter(
      String deliveryId, DeadLetterReason reason, String notification, int replay) {
    return letter(deliveryId, reason, notification, replay, "no", NOON);
  }

  private NewDeadLetter answered(String deliveryId, String response) {
    return letter(deliveryId, DeadLetterReason.REFUSED, "n1", 0, response, NOON);
  }

  private NewDeadLetter at(String deliveryId, Instant at) {
    return letter(deliveryId, DeadLetterReason.REFUSED, "n1", 0, "no", at);
  }

  private NewDeadLetter letter(
      String deliveryId,
      DeadLetterReason reason,
      String notification,
      int replay,
      String response,
      Instant at) {
    return new NewDeadLetter(
        application.id(),
        reason,
        delivery(application, deliveryId, notification, 2, replay),
        new NewDeadLetter.Ending(400, 3, NOON.minusSeconds(60), NOON, response),
        at,
        SOURCE);
  }

  private static DeliveryRequested delivery(
      Application application, String id, String notification, int attempts, int replay) {
    return new DeliveryRequested(
        id,
        notification,
        application.id(),
        new UUID(1, 1),
        NOON.plusSeconds(60),
        TestStore.PUSH_SERVICE,
        new UUID(2, 2),
        "firefox",
        attempts,
        null,
        null,
        replay);
  }

  private DeadLetterFilter filter() {
    return new DeadLetterFilter(application.id(), null, null, null);
  }

  private List<DeadLetter> all() {
    return deadLetters.page(filter(), null, 1_000).letters();
  }

  private List<String> ids(DeadLetterFilter filter) {
    return deadLetters.page(filter, null, 1_000).letters().stream()
        .map(DeadLetter::deliveryId)
        .toList();
  }
}
