package dev.towncrier.store;

import static dev.towncrier.store.TestStore.target;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.contract.JsonMembers;
import dev.towncrier.contract.Recipient;
import dev.towncrier.contract.SubscriptionTags;
import dev.towncrier.store.SubscriptionMarks.Kind;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryTargetsIT {
  private static final TestStore store = new TestStore();
  private final DeliveryTargets targets = store.targets;
  private final Application application = store.application();

  @Test
  void loadsWhatIsThere() {
    UUID one = store.subscribe(application, "1").subscription().id();
    UUID two = store.subscribe(application, "2").subscription().id();
    UUID unknown = new UUID(0, 0);

    assertThat(targets.load(List.of(one, unknown, two, one))).containsOnlyKeys(one, two);
    DeliveryTarget loaded = store.load(one);
    assertThat(loaded.id()).isEqualTo(one);
    assertThat(loaded.target().open()).isEqualTo(target("1"));
    assertThat(loaded.vapidKeyId()).isEqualTo(application.currentKeyId());
    assertThat(loaded.version()).isOne();
    assertThat(targets.load(List.of())).isEmpty();
  }

  @Test
  void loadsWhatDeliveriesHaveLearned() {
    UUID id = store.subscribe(application, "1").subscription().id();
    assertThat(store.load(id))
        .returns(false, DeliveryTarget::accepted)
        .returns(false, DeliveryTarget::suspect)
        .returns(false, DeliveryTarget::keyMismatch);

    store.mark(id, Kind.ACCEPTED);
    assertThat(store.load(id)).returns(true, DeliveryTarget::accepted);
    store.mark(id, Kind.SUSPECT);
    assertThat(store.load(id)).returns(true, DeliveryTarget::suspect);
    store.mark(id, Kind.KEY_MISMATCH);
    assertThat(store.load(id)).returns(true, DeliveryTarget::keyMismatch);
  }

  @Test
  void loadsTheLocaleAndTheTagsThatTextsName() {
    JsonMembers tags =
        JsonMembers.parse(
            """
            {"name": "Ann \\"\\n\u00e5", "count": 3, "price": 10000000000.50, "vip": true,
             "digits": "007", "empty": "", "other": "x"}\
            """
                .getBytes(UTF_8));
    UUID ann =
        store
            .subscribe(
                application,
                "1",
                new SubscriptionDetails(null, SubscriptionTags.read(tags), "nb-NO", null))
            .subscription()
            .id();
    UUID nobody = store.subscribe(application, "2").subscription().id();
    List<String> names = List.of("name", "count", "price", "vip", "digits", "empty", "city");

    Map<UUID, Recipient> recipients =
        targets.recipients(List.of(ann, nobody, new UUID(0, 0), ann), names);

    assertThat(recipients).containsOnlyKeys(ann, nobody);
    assertThat(recipients.get(ann))
        .isEqualTo(
            new Recipient(
                "nb-NO",
                Map.of(
                    "name",
                    "Ann \"\n\u00e5",
                    "count",
                    "3",
                    "price",
                    "10000000000.5",
                    "vip",
                    "true",
                    "digits",
                    "007",
                    "empty",
                    "")));
    assertThat(recipients.get(nobody)).isEqualTo(Recipient.UNKNOWN);
    assertThat(targets.recipients(List.of(ann), List.of()))
        .containsOnly(Map.entry(ann, new Recipient("nb-NO", Map.of())));
  }

  @Test
  void opensNoTargetWhosePushServiceWasChanged() {
    UUID id = store.subscribe(application, "1").subscription().id();
    store.sql.execute("update subscription set push_service = 'https://push.ex' where id = ?", id);

    assertThatExceptionOfType(EndpointRefused.class).isThrownBy(() -> store.opened(id));
  }

  @Test
  void tellsTheGoneFromTheUnsubscribed() {
    UUID gone = store.subscribe(application, "1").subscription().id();
    SubscribeResult.Stored left = store.subscribe(application, "2");
    store.mark(gone, Kind.GONE);
    UUID leftId = left.subscription().id();
    store.subscriptions.unsubscribe(application.id(), leftId, left.token());

    assertThat(targets.gone(List.of(gone, leftId, new UUID(0, 0)))).containsExactly(gone);
    assertThat(targets.gone(List.of())).isEmpty();
  }
}
